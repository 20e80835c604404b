package io.enrollment.eligibility;

import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.MessageClass;
import io.enrollment.plan.MessageSettings;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.Step;
import io.enrollment.plan.StepKey;
import io.enrollment.plan.StepSettings;
import io.enrollment.subject.Consent;
import io.enrollment.subject.ConsentKind;
import io.enrollment.subject.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Small beginnings of the values that the tests of this package vary. */
final class Given {

    static final Instant NOW = Instant.parse("2026-03-10T15:00:00Z");
    static final ZoneId TORONTO = ZoneId.of("America/Toronto");
    static final PlanId WELCOME = PlanId.of("welcome");

    private Given() {}

    static Organization.Builder acme() {
        return Organization.named("Acme Motors")
                .zone(TORONTO)
                .country("CA")
                .sentBy("Acme Motors, 1 Main St, Toronto")
                .unsubscribeAt("https://acme.example/u");
    }

    static MessageSettings.Builder message() {
        return MessageSettings.builder().template("hello");
    }

    static Step.Email email(MessageSettings message) {
        return new Step.Email(StepKey.of("mail"), StepSettings.none(), message);
    }

    static Step.Email email() {
        return email(message().build());
    }

    static Step.Email email(MessageClass messageClass) {
        return email(message().messageClass(messageClass).build());
    }

    static Step.Text text(MessageSettings message) {
        return new Step.Text(StepKey.of("text"), StepSettings.none(), message);
    }

    static Step.Text text() {
        return text(message().build());
    }

    static Step.Call call() {
        return new Step.Call(
                StepKey.of("call"), StepSettings.none(), "sales", Optional.empty(), 3, Duration.ofHours(4));
    }

    static Step.Exit exit() {
        return new Step.Exit(StepKey.of("end"), StepSettings.none(), Optional.empty());
    }

    static Plan.Builder plan(Step... steps) {
        return Plan.builder().id(WELCOME).addSteps(steps);
    }

    static Subject.Builder lead() {
        return Subject.person("lead-1").email("ann@example.com").phone("+447911123456");
    }

    /** A candidate who passes everything, for a plan with one email. */
    static CheckInput.Builder input() {
        return CheckInput.builder()
                .subject(lead().addConsent(consent(ConsentKind.EXPRESS, NOW.minusSeconds(60))
                                .build())
                        .build())
                .plan(plan(email()).build())
                .organization(acme().build())
                .now(NOW);
    }

    static CheckInput.Builder input(Subject.Builder subject) {
        return input().subject(subject.build());
    }

    static CheckInput.Builder sending(Step step) {
        return input().phase(Phase.SEND).plan(plan(step).build()).step(step);
    }

    static Consent.Builder consent(ConsentKind kind, Instant at) {
        return Consent.builder().kind(kind).at(at).evidence("form 7");
    }

    /** Noon in Toronto. */
    static Instant noon(String date) {
        return at(date + "T12:00");
    }

    /** A local time in Toronto. */
    static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(TORONTO).toInstant();
    }

    static PastEnrollment.Builder past(Instant at) {
        return PastEnrollment.builder()
                .plan(WELCOME)
                .status(EnrollmentStatus.COMPLETED)
                .enrolledAt(at);
    }

    static SubjectHistory history(PastEnrollment... enrollments) {
        return new SubjectHistory(List.of(enrollments), 0);
    }

    /** The same at a later instant; what lies ahead moves along. */
    static CheckInput later(CheckInput input, Instant at) {
        Duration by = Duration.between(input.now(), at);
        CheckInput.Builder later = CheckInput.builder();
        return later.from(input)
                .ahead(input.ahead().stream().map(message -> message.later(by)).toList())
                .now(at)
                .build();
    }

    static CheckResult run(CheckName name, CheckInput input) {
        return Checks.standard().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow()
                .check(input);
    }
}
