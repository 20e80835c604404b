package io.enrollment.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.json.QuietHoursJson;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanVersion;
import io.enrollment.plan.StepKey;
import io.enrollment.subject.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One enrollment driven by hand: a clock, a state and a log, and what a shell does with transitions. */
final class Course {

    static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    /** Ten in the morning in New York. */
    static final LocalDateTime MONDAY = LocalDateTime.parse("2026-01-05T10:00");

    static final Command.By ANN = new Command.By("ann", "asked");
    static final Rules RULES =
            Rules.builder().quietHours(QuietHoursJson.builtIn()).build();
    static final Organization ACME = Organization.named("Acme")
            .country("US")
            .zone(NEW_YORK)
            .sentBy("Acme, 1 Main St")
            .unsubscribeAt("https://acme.example/u")
            .build();

    private final Decider decider;
    private final PlanVersion version;
    private final List<LogEntry> log = new ArrayList<>();
    private Facts facts;
    private Enrollment state;
    private Instant now;

    private Course(Rules rules, Plan plan, Facts facts, Instant start) {
        this.decider = Decider.of(rules);
        this.version = new PlanVersion(plan, 1, "0".repeat(64), start);
        this.facts = facts;
        this.now = start;
        Transition begun =
                decider.begin(EnrollmentId.of("e-1"), version, 1, EventKey.DEFAULT, EntryPurpose.DEFAULT, facts, start);
        this.log.addAll(begun.log());
        this.state = begun.after();
    }

    static Course of(Plan plan) {
        return of(plan, lead().build());
    }

    static Course of(Plan plan, Subject subject) {
        return of(RULES, plan, subject, MONDAY);
    }

    static Course of(Rules rules, Plan plan, Subject subject, LocalDateTime start) {
        return new Course(rules, plan, facts(subject), local(start));
    }

    /** Somebody in New York who can be reached on every channel, by a law that asks for no consent. */
    static Subject.Builder lead() {
        Subject.Builder lead = Subject.person("lead-1");
        lead.email("ann@example.com")
                .phone("+12125550123")
                .country("US")
                .region("NY")
                .zone(NEW_YORK);
        return lead;
    }

    static Facts facts(Subject subject) {
        return Facts.builder().subject(subject).organization(ACME).build();
    }

    static Instant local(LocalDateTime at) {
        return at.atZone(NEW_YORK).toInstant();
    }

    static Instant local(String at) {
        return local(LocalDateTime.parse(at));
    }

    Enrollment state() {
        return state;
    }

    Instant now() {
        return now;
    }

    /** When it is due, by the clocks in New York. */
    LocalDateTime due() {
        return LocalDateTime.ofInstant(state.due().orElseThrow().at(), NEW_YORK);
    }

    List<LogEntry> log() {
        return List.copyOf(log);
    }

    LogEntry last() {
        return log.get(log.size() - 1);
    }

    /** The log in short: kind, step and reason of each entry but the first. */
    List<String> lines() {
        return log.stream().skip(1).map(Course::line).toList();
    }

    private static String line(LogEntry entry) {
        String step = entry.step().map(key -> " " + key).orElse("");
        return entry.kind() + step + entry.reason().map(reason -> " " + reason).orElse("");
    }

    /** The host learns something new of the subject. */
    Course knowing(Subject subject) {
        facts = facts(subject);
        return this;
    }

    Course at(String localTime) {
        now = local(localTime);
        return this;
    }

    Course later(Duration time) {
        now = now.plus(time);
        return this;
    }

    Course atDue() {
        now = state.due().orElseThrow().at();
        return this;
    }

    Transition tell(Command command) {
        return take(decider.decide(version, state, command, facts, now));
    }

    Transition claim() {
        return claim(new Recovery.Fresh());
    }

    Transition claim(Recovery recovery) {
        return tell(new Command.StepDue(recovery));
    }

    Transition attempted(Outcome outcome) {
        return tell(new Command.Attempted(outcome, now, true));
    }

    /** Lets the scheduler claim it now, and again until something is to be done outside or is not due. */
    Transition work() {
        Transition claimed = claim();
        while (claimed.isSettled() && !claimed.log().isEmpty() && isDue()) {
            claimed = claim();
        }
        return claimed;
    }

    /** Works now, and accepts what is asked for. */
    Course accept() {
        return outcome(new Outcome.Accepted("r-1"));
    }

    Course outcome(Outcome outcome) {
        assertThat(work().isSettled()).as("asks for something outside").isFalse();
        attempted(outcome);
        return this;
    }

    /** Goes from due time to due time, and accepts everything, until it has ended or waits for somebody. */
    Course run() {
        for (int decisions = 0; state.due().isPresent(); decisions++) {
            assertThat(decisions).as("decisions").isLessThan(100);
            if (!isDue()) {
                atDue();
            }
            if (!work().isSettled()) {
                attempted(new Outcome.Accepted(""));
            }
        }
        return this;
    }

    Transition late(String step, Outcome outcome) {
        return late(step, outcome, now);
    }

    Transition late(String step, Outcome outcome, Instant startedAt) {
        Command.Attempted attempted = new Command.Attempted(outcome, startedAt, true);
        return take(decider.late(version, state, StepKey.of(step), 1, attempted, facts, now));
    }

    Course park(String reason) {
        take(decider.park(state, reason, "went wrong", now));
        return this;
    }

    Transition pause(PauseCause cause) {
        return tell(new Command.PauseIt(cause, ANN));
    }

    Transition pause() {
        return pause(PauseCause.MANUAL);
    }

    Transition resume() {
        return tell(new Command.ResumeIt(Optional.empty(), ANN));
    }

    Transition resume(PauseCause cause) {
        return tell(new Command.ResumeIt(Optional.of(cause), ANN));
    }

    Transition stop() {
        return tell(new Command.StopIt(EndCause.MANUAL, ANN));
    }

    Transition remove() {
        return tell(new Command.RemoveIt(ANN));
    }

    Transition retry() {
        return tell(new Command.RetryIt(ANN));
    }

    Transition dispose(String step, String disposition) {
        return tell(new Command.DisposeIt(StepKey.of(step), disposition, Optional.empty(), ANN));
    }

    Transition callBack(String step, String disposition, String localTime) {
        return tell(new Command.DisposeIt(StepKey.of(step), disposition, Optional.of(local(localTime)), ANN));
    }

    Transition reassign(String step, String assignee) {
        return tell(new Command.ReassignIt(StepKey.of(step), assignee, ANN));
    }

    Transition hear(InboundEvent.What what) {
        return hear("v-" + state.nextSeq(), what);
    }

    Transition hear(String id, InboundEvent.What what) {
        InboundEvent.About about = new InboundEvent.About.Somebody(state.subject());
        return tell(new Command.HearIt(new InboundEvent(id, now, about, what), 0));
    }

    Transition hear(InboundEvent.What what, Instant at) {
        InboundEvent.About about = new InboundEvent.About.Somebody(state.subject());
        return tell(new Command.HearIt(new InboundEvent("v-" + state.nextSeq(), at, about, what), 0));
    }

    Transition event(String name) {
        return hear(new InboundEvent.Custom(name));
    }

    private boolean isDue() {
        return state.due().filter(due -> !due.at().isAfter(now)).isPresent();
    }

    private Transition take(Transition transition) {
        if (!transition.isSettled() || transition.refusal().isPresent()) {
            assertThat(transition.after()).isEqualTo(state);
            assertThat(transition.log()).isEmpty();
        }
        log.addAll(transition.log());
        state = transition.after();
        assertThat(log).as("log").hasSize((int) state.nextSeq() - 1);
        return transition;
    }
}
