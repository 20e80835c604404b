package io.enrollment.examples.cli;

/** What several commands explain in their help. */
final class HelpTexts {

    static final String COLUMNS = """

            @|bold Columns of --subjects|@ (members, in JSON Lines); only id is required:
              id          1 to 200 characters, unique in the file
              type        PERSON (default) or COMPANY
              firstName, lastName, name
              email       as it is; whether it is usable is for the checks to say
              emailState  OK (default), BOUNCED, SUPPRESSED
              phone       as it is; without + it is read by the country
              phoneState  OK (default), BOUNCED, SUPPRESSED, DEACTIVATED
              country     ISO 3166-1 alpha-2, such as CA
              region      the part of ISO 3166-2 behind the hyphen, such as ON (CA-ON will do)
              timeZone    such as America/Toronto
              locale      such as fr-CA
              deletedAt   instant, date-time or date (UTC): since when it counts as deleted
              optOutAll   true, false (yes, no, 1, 0, oui, non, …), or the instant or date (UTC) since when
              any other   an attribute, for conditions, waits and templates
            An empty cell is absent. Attributes from JSON Lines are text, numbers, true, false
            or arrays of texts; null is absent.
            """;

    static final String OTHER_LISTS = """

            @|bold Columns of --consents|@; subject, kind and at are required:
              subject     the id
              kind        EXPRESS, WITHDRAWAL, PURCHASE, LEASE, CONTRACT, SUBSCRIPTION, INQUIRY,
                          APPLICATION, DONATION, VOLUNTEER, MEMBERSHIP, PUBLISHED, DISCLOSED, REFERRAL
              channel     EMAIL, TEXT or CALL; empty for all
              topic       empty for all
              at, endsAt  instant, date-time or date (in --zone)
              optIn       true (default) or false: a pre-ticked box is none
              evidence    where the proof lies; without it an entry proves nothing
              address, referrer   for PUBLISHED and DISCLOSED, and for REFERRAL
            @|bold Columns of --history|@; subject, plan and at are required:
              subject, plan, eventKey
              status      QUEUED, IN_PROGRESS, PENDING_DEPLOYMENT, ASSIGNED, PAUSED, FAILED,
                          COMPLETED (default), STOPPED, EXPIRED
              at, endedAt instant, date-time or date (in --zone)
              cause       how it ended
            Unknown columns of these two are refused.
            """;

    static final String ENDING = """

            Exit codes: 0 done; 1 something went wrong while running; 2 the command line or a file is
            refused: the line, the column, the value and the rule are on standard error, nothing was done.
            """;

    private HelpTexts() {}
}
