package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.criteria.Condition;
import io.enrollment.engine.ImportAudience.Row;
import io.enrollment.plan.AudienceQuery;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.run.EnrollerRun;
import io.enrollment.run.RunStatus;
import io.enrollment.spi.AudienceMember;
import io.enrollment.spi.AudienceRequest;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.testkit.RecordingChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ImportAudienceTest {

    private static final AudienceRequest EVERYBODY = new AudienceRequest(
            OrganizationId.DEFAULT, PlanId.of("welcome"), "q", new Condition.Everybody(), Host.MONDAY, ZoneOffset.UTC);

    private final List<Row> rows = new ArrayList<>();
    private final List<Row.Bad> told = new ArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger failAt = new AtomicInteger(-1);
    private final ImportAudience audience = ImportAudience.of(this::open, told::add);

    private ImportAudience.Rows open() {
        opened.incrementAndGet();
        Iterator<Row> left = List.copyOf(rows).iterator();
        AtomicInteger at = new AtomicInteger();
        return new ImportAudience.Rows() {
            @Override
            public Optional<Row> next() throws IOException {
                if (at.getAndIncrement() == failAt.get()) {
                    failAt.set(-1);
                    throw new IOException("the disk went away");
                }
                return left.hasNext() ? Optional.of(left.next()) : Optional.empty();
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }

    private void good(String... ids) {
        for (String id : ids) {
            rows.add(new Row.Good(Subject.person(id).email(id + "@example.com").build()));
        }
    }

    private void bad(long line) {
        rows.add(new Row.Bad(line, "email", "line " + line + ", email: must be an address"));
    }

    private List<String> ids(Page<AudienceMember> page) {
        return page.items().stream().map(one -> one.subject().id().value()).toList();
    }

    @Test
    void pagesStreamByWithoutReadingAnythingTwiceAndBadRowsAreTold() {
        good("a", "b");
        bad(4);
        good("c");
        PageRequest request = PageRequest.first(2);
        Page<AudienceMember> first = audience.find(EVERYBODY, request);
        Page<AudienceMember> second =
                audience.find(EVERYBODY, request.after(first.next().orElseThrow()));
        Page<AudienceMember> last =
                audience.find(EVERYBODY, request.after(second.next().orElseThrow()));
        assertThat(ids(first)).containsExactly("a", "b");
        assertThat(ids(second)).containsExactly("c");
        assertThat(last.items()).isEmpty();
        assertThat(last.next()).isEmpty();
        assertThat(told).containsExactly(new Row.Bad(4, "email", "line 4, email: must be an address"));
        assertThat(audience.badRows()).isEqualTo(1);
        assertThat(opened).hasValue(1);
        assertThat(closed).hasValue(1);
    }

    @Test
    void whoGoesOnElsewhereReadsUpToThereAndTellsNoRowTwice() {
        good("a");
        bad(3);
        good("b", "c");
        PageRequest request = PageRequest.first(2);
        String next = audience.find(EVERYBODY, request).next().orElseThrow();
        audience.close();
        assertThat(ids(audience.find(EVERYBODY, request.after(next)))).containsExactly("b", "c");
        assertThat(told).hasSize(1);
        ImportAudience other = ImportAudience.of(this::open, told::add);
        assertThat(ids(other.find(EVERYBODY, request.after(next)))).containsExactly("b", "c");
    }

    @Test
    void anImportThatHasLostRowsIsAFailureAndNotAnEnd() {
        good("a", "b", "c");
        String next = audience.find(EVERYBODY, PageRequest.first(3)).next().orElseThrow();
        audience.close();
        rows.clear();
        assertThatThrownBy(() -> audience.find(EVERYBODY, PageRequest.first(3).after(next)))
                .hasMessageContaining("import row")
                .hasMessageContaining("as it was before");
    }

    @Test
    void aFailureMidwayIsToldAndTheSamePageCanBeReadAgain() {
        good("a", "b", "c");
        PageRequest request = PageRequest.first(2);
        String next = audience.find(EVERYBODY, request).next().orElseThrow();
        failAt.set(2);
        assertThatThrownBy(() -> audience.find(EVERYBODY, request.after(next)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the disk went away");
        assertThat(ids(audience.find(EVERYBODY, request.after(next)))).containsExactly("c");
    }

    @Test
    void aRunThatAnImportStartsSurvivesBadRowsAndAFailureMidway() {
        Host host = new Host();
        List.of("a", "b", "c")
                .forEach(id ->
                        rows.add(new Row.Good(java.util.Objects.requireNonNull(host.people.get(host.person(id))))));
        bad(5);
        failAt.set(3);
        EnrollmentEngine engine = host.engine(RecordingChannel.withLookup(ChannelKind.EMAIL))
                .audience(audience)
                .settings(numbers -> numbers.runChunkSize(2))
                .build();
        engine.enrollments().publish(Host.twoEmails());
        RunRequest.Builder request = RunRequest.builder();
        EnrollerRun asked = engine.enrollments()
                .runs()
                .start(request.plan(PlanId.of("welcome")).everybody(true).build());
        host.clock.run(engine, host.clock.instant().plus(Duration.ofMinutes(1)));
        EnrollerRun run = engine.enrollments().runs().find(asked.id());
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.funnel().enrolled()).isEqualTo(3);
        assertThat(told).hasSize(1);
    }

    @Test
    void eachQueryReadsTheImportForItself() {
        Host host = new Host();
        List.of("a", "b", "c")
                .forEach(id ->
                        rows.add(new Row.Good(java.util.Objects.requireNonNull(host.people.get(host.person(id))))));
        EnrollmentEngine engine = host.engine(RecordingChannel.withLookup(ChannelKind.EMAIL))
                .audience(audience)
                .build();
        Plan.Builder plan = Plan.builder();
        engine.enrollments()
                .publish(plan.from(Host.twoEmails())
                        .addAudience(
                                new AudienceQuery("b", 1, Condition.equal("id", "b")),
                                new AudienceQuery("all", 2, new Condition.Everybody()))
                        .build());
        EnrollerRun asked = engine.enrollments().runs().start(RunRequest.of(PlanId.of("welcome")));
        engine.workRuns();
        EnrollerRun run = engine.enrollments().runs().find(asked.id());
        assertThat(run.found()).isEqualTo(4);
        assertThat(run.duplicates()).isEqualTo(1);
        assertThat(run.funnel().enrolled()).isEqualTo(3);
    }
}
