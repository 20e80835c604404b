package io.enrollment.examples.cli;

import io.enrollment.eligibility.CheckInput;
import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.Eligibility;
import io.enrollment.eligibility.EntryRules;
import io.enrollment.eligibility.Mode;
import io.enrollment.eligibility.SubjectHistory;
import io.enrollment.eligibility.Verdict;
import io.enrollment.enrollment.Outlook;
import io.enrollment.enrollment.Rules;
import io.enrollment.json.QuietHoursJson;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.subject.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges one subject after the other at one instant. */
final class Evaluator {

    private final Plan plan;
    private final Organization organization;
    private final EntryPurpose purpose;
    private final Optional<EventKey> eventKey;
    private final Instant now;
    private final Mode mode;
    private final Rules rules = rules();

    Evaluator(PlanOptions options, Plan plan, Instant now, Mode mode) {
        this.plan = plan;
        this.organization = options.organization();
        this.purpose = options.purpose();
        this.eventKey = options.eventKey();
        this.now = now;
        this.mode = mode;
    }

    private static Rules rules() {
        Rules.Builder rules = Rules.builder();
        return rules.quietHours(QuietHoursJson.builtIn()).build();
    }

    Verdict evaluate(Subject subject, SubjectHistory history) {
        CheckInput present = CheckInput.builder()
                .subject(subject)
                .plan(plan)
                .organization(organization)
                .history(history)
                .eventKey(eventKey.or(() -> EventKeyFields.of(plan, subject)).orElse(EventKey.DEFAULT))
                .purpose(purpose)
                .places(rules.quietHours().zones())
                .now(now)
                .build();
        CheckInput input = Outlook.whereRequired(rules, present);
        Optional<CheckResult> refusal = EntryRules.refusal(input);
        if (refusal.isPresent() && mode == Mode.FIRST_FAILURE) {
            return new Verdict(List.of(refusal.get()));
        }
        List<CheckResult> results = new ArrayList<>(refusal.stream().toList());
        results.addAll(Eligibility.evaluate(input, mode).results());
        return new Verdict(results);
    }
}
