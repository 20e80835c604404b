package io.enrollment.json;

import io.enrollment.eligibility.PastEnrollment;
import io.enrollment.eligibility.SubjectHistory;
import io.enrollment.enrollment.Facts;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OptOut;
import io.enrollment.subject.Subject;

/** What a decision knew of the world, as it is recorded: the whole subject, its addresses as they were judged, the organization. */
final class FactsJson {

    private FactsJson() {}

    static void write(JsonLine json, Facts facts) {
        Subject subject = facts.subject();
        json.document("subject", SubjectJson.write(subject));
        if (!subject.consents().isEmpty()) {
            json.documents(
                    "consents",
                    subject.consents().stream().map(SubjectJson::write).toList());
        }
        if (!subject.optOuts().isEmpty()) {
            json.objects("optOuts", subject.optOuts(), FactsJson::optOut);
        }
        json.document("contacts", ContactsJson.write(facts.contacts()));
        json.document("organization", OrganizationJson.line(facts.organization()));
        if (!facts.history().equals(SubjectHistory.none())) {
            json.object("history", history -> {
                history.number("messagesHandedOff", facts.history().messagesHandedOff());
                history.objects("enrollments", facts.history().enrollments(), FactsJson::past);
            });
        }
    }

    private static void optOut(JsonLine json, OptOut optOut) {
        json.put("channel", optOut.channel());
        json.put("reason", optOut.reason());
        json.put("at", optOut.at());
    }

    private static void past(JsonLine json, PastEnrollment past) {
        json.put("plan", past.plan());
        json.put("eventKey", past.eventKey());
        json.put("status", past.status());
        json.put("enrolledAt", past.enrolledAt());
        json.put("endedAt", past.endedAt());
        json.put("endCause", past.endCause());
        json.bool("visible", past.visible());
    }

    static Facts read(Stored json) {
        Subject.Builder subject = json.document("subject", SubjectJson::read);
        subject.addAllConsents(json.documents("consents", SubjectJson::readConsent))
                .addAllOptOuts(json.parts("optOuts", FactsJson::optOut));
        Facts.Builder facts = Facts.builder();
        facts.subject(subject.build())
                .contacts(json.document("contacts", ContactsJson::read))
                .organization(json.document("organization", OrganizationJson::read));
        json.maybePart("history").map(FactsJson::history).ifPresent(facts::history);
        return facts.build();
    }

    private static OptOut optOut(Stored json) {
        return new OptOut(
                json.maybe("channel", ChannelKind::valueOf),
                json.text("reason", OptOut.Reason::valueOf),
                json.instant("at"));
    }

    private static SubjectHistory history(Stored json) {
        return new SubjectHistory(json.parts("enrollments", FactsJson::past), json.number("messagesHandedOff"));
    }

    private static PastEnrollment past(Stored json) {
        PastEnrollment.Builder past = PastEnrollment.builder();
        return past.plan(json.text("plan", PlanId::of))
                .eventKey(json.text("eventKey", EventKey::of))
                .status(json.text("status", EnrollmentStatus::valueOf))
                .enrolledAt(json.instant("enrolledAt"))
                .endedAt(json.maybe("endedAt", StoredTimes::instant))
                .endCause(json.maybe("endCause", EndCause::valueOf))
                .visible(json.flag("visible"))
                .build();
    }
}
