package io.enrollment.examples.bench;

import io.enrollment.eligibility.CheckInput;
import io.enrollment.eligibility.ContactAssessment;
import io.enrollment.eligibility.Eligibility;
import io.enrollment.eligibility.Mode;
import io.enrollment.eligibility.Reach;
import io.enrollment.eligibility.Verdict;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.subject.Subject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The price of judging one candidate by all nine checks, and of the part of it that is reading the contact points. */
@State(Scope.Thread)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EligibilityBenchmark {

    private static final int PEOPLE = 1024;

    private List<Subject> people;
    private List<ContactAssessment> assessed;
    private Plan plan;
    private Organization organization;
    private int next;

    /** Makes the people; judges their contact points once. */
    @Setup
    public void prepare() {
        people = Crowd.people(PEOPLE);
        plan = Crowd.year();
        organization = Crowd.organization();
        assessed = people.stream().map(ContactAssessment::of).toList();
        assessed.forEach(contacts -> List.of(contacts.email(), contacts.text(), contacts.call()));
    }

    /** All nine checks of a candidate who is seen for the first time: the telephone number is read once. */
    @Benchmark
    public Verdict nineChecks() {
        Subject subject = people.get(advance());
        return judge(subject, ContactAssessment.of(subject));
    }

    /** All nine checks of a candidate whose contact points were judged before. */
    @Benchmark
    public Verdict nineChecksContactsKnown() {
        int i = advance();
        return judge(people.get(i), assessed.get(i));
    }

    /** Reading and judging the telephone number alone. */
    @Benchmark
    public Reach phoneAlone() {
        return ContactAssessment.of(people.get(advance())).text();
    }

    private Verdict judge(Subject subject, ContactAssessment contacts) {
        CheckInput.Builder input = CheckInput.builder();
        return Eligibility.evaluate(
                input.subject(subject)
                        .contacts(contacts)
                        .plan(plan)
                        .organization(organization)
                        .now(Crowd.START)
                        .build(),
                Mode.ALL_FAILURES);
    }

    private int advance() {
        next = (next + 1) % PEOPLE;
        return next;
    }
}
