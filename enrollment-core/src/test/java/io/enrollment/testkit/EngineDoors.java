package io.enrollment.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.Delay;
import io.enrollment.engine.AuditReport;
import io.enrollment.engine.BulkResult;
import io.enrollment.engine.Captures;
import io.enrollment.engine.EnrollRequest;
import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.Enrollments;
import io.enrollment.engine.ErasureResult;
import io.enrollment.engine.Exports;
import io.enrollment.engine.InboundResult;
import io.enrollment.engine.MigrationRequest;
import io.enrollment.engine.MigrationSummary;
import io.enrollment.engine.OnArchive;
import io.enrollment.engine.Pauses;
import io.enrollment.engine.PlanLife;
import io.enrollment.engine.Reports;
import io.enrollment.engine.RunRequest;
import io.enrollment.engine.Runs;
import io.enrollment.engine.Selection;
import io.enrollment.engine.Templates;
import io.enrollment.engine.UncertainOutcomes;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.InboundEvent;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.Organization;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.StepKey;
import io.enrollment.report.ExportRequest;
import io.enrollment.report.PlanCounts;
import io.enrollment.run.RunId;
import io.enrollment.simulation.VirtualClock;
import io.enrollment.spi.CandidateQuery;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.RunQuery;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is unknown, and what belongs to another organization, does not exist behind any public door of the engine: the doors are
 * found by reflection, so that a new one cannot be forgotten. For every store.
 */
public abstract class EngineDoors {

    private static final Instant START = Instant.parse("2026-03-02T15:00:00Z");
    private static final Command.By ANN = new Command.By("ann", "asked");
    private static final OrganizationId EMPTY = OrganizationId.of("empty");
    private static final OrganizationId BUSY = OrganizationId.of("busy");

    private static final List<Class<?>> DOORS = List.of(
            Enrollments.class,
            Reports.class,
            Runs.class,
            Pauses.class,
            PlanLife.class,
            Exports.class,
            Captures.class,
            UncertainOutcomes.class);

    /** What leads to other doors, or takes nothing that somebody else could own. */
    private static final Set<String> NOT_ASKED = Set.of(
            "Enrollments.within",
            "Enrollments.validate",
            "Enrollments.publish",
            "Enrollments.purge",
            "Enrollments.reports",
            "Enrollments.runs",
            "Enrollments.pauses",
            "Enrollments.planLife",
            "Enrollments.exports",
            "Enrollments.captures",
            "Enrollments.uncertain",
            "Captures.replay",
            "Pauses.pauseChannel",
            "Pauses.resumeChannel");

    /** The doors that say nothing of what they do not know; all others say that it does not exist. */
    private static final Set<String> SILENT = new TreeSet<>(Set.of(
            "Enrollments.audit",
            "Enrollments.repair",
            "Enrollments.plans",
            "Enrollments.list",
            "Enrollments.summary",
            "Enrollments.attempts",
            "Enrollments.each",
            "Enrollments.previewResume",
            "Enrollments.erase",
            "Reports.list",
            "Reports.customers",
            "Reports.customersOf",
            "Reports.counts",
            "Runs.list",
            "Runs.candidates",
            "Pauses.list",
            "Pauses.of",
            "PlanLife.archivedAt",
            "Exports.list",
            "UncertainOutcomes.list",
            "Exports.expected"));

    /** Ids to come with. */
    private record Ids(EnrollmentId enrollment, PlanId plan, SubjectId subject, RunId run, String export) {}

    private @Nullable EnrollmentStore opened;
    private @Nullable EnrollmentEngine engine;

    /** A store without any contents. */
    protected abstract EnrollmentStore open();

    @BeforeEach
    final void openEngine() {
        opened = open();
        engine = engine(opened);
    }

    @AfterEach
    final void close() {
        Objects.requireNonNull(engine).close();
        Objects.requireNonNull(opened).close();
    }

    private static EnrollmentEngine engine(EnrollmentStore store) {
        return EnrollmentEngine.builder()
                .organizations(
                        id -> Set.of(EMPTY, BUSY).contains(id) ? Optional.of(organization(id)) : Optional.empty())
                .store(store)
                .clock(VirtualClock.at(START))
                .subjects((organization, ids) -> organization.equals(BUSY)
                        ? ids.stream()
                                .filter(SubjectId.of("ann")::equals)
                                .map(id -> Subject.person("ann")
                                        .email("ann@example.com")
                                        .country("US")
                                        .build())
                                .toList()
                        : List.of())
                .renderer(Templates.from(name -> Optional.of("Subject: Hello\n\nDear you")))
                .channel(RecordingChannel.withLookup(ChannelKind.EMAIL))
                .erasureKey("0123456789abcdef".getBytes(StandardCharsets.UTF_8))
                .notificationSink(file -> "nowhere")
                .settings(with -> with.recordDecisions(true))
                .build();
    }

    private static Organization organization(OrganizationId id) {
        Organization.Builder organization = Organization.named(id.value());
        return organization
                .id(id)
                .country("US")
                .zone("America/Toronto")
                .sentBy("Acme Motors, 1 Main St, Toronto")
                .unsubscribeAt("https://acme.example/u")
                .build();
    }

    private Enrollments door(OrganizationId organization) {
        return Objects.requireNonNull(engine).enrollments(organization);
    }

    /** An organization with one of everything. */
    private Ids busy() {
        Enrollments busy = door(BUSY);
        Plan plan = Plan.forPeople("drip")
                .email("hello", "hello")
                .waitFor(Delay.days(3))
                .task("ring", "sales", "Ring")
                .build();
        busy.publish(plan);
        SubjectId ann = SubjectId.of("ann");
        EnrollmentResult result = busy.enroll(plan.id(), ann);
        assertThat(result.enrolled()).as("%s", result.refusal()).isTrue();
        Objects.requireNonNull(engine).workDue();
        RunId run = busy.runs().start(RunRequest.of(plan.id())).id();
        ExportRequest.Builder export = ExportRequest.builder();
        String exported = busy.exports()
                .start(export.plan(plan.id()).requester("ann").build())
                .id();
        busy.pauses().pausePlan(plan.id(), ANN);
        return new Ids(result.enrollment().orElseThrow(), plan.id(), ann, run, exported);
    }

    /** Everything that an organization can look at. */
    private Map<String, Object> seen(OrganizationId organization, Ids ids) {
        Enrollments door = door(organization);
        Map<String, Object> seen = new LinkedHashMap<>();
        PageRequest page = PageRequest.first(100);
        List<Enrollment> states = door.list(ids.plan(), page).items();
        seen.put("states", states);
        states.forEach(state -> seen.put("log", door.log(state.id(), page).items()));
        seen.put("attempts", door.attempts(ids.plan(), page).items());
        seen.put("plans", door.plans());
        seen.put("pauses", door.pauses().list());
        seen.put("counts", door.reports().counts(ids.plan()));
        seen.put("runs", door.runs().list(of -> of, page).items());
        seen.put("exports", door.exports().list(page).items());
        seen.put("archived", door.planLife().archivedAt(ids.plan()));
        return seen;
    }

    @Test
    final void whatBelongsToAnotherOrganizationDoesNotExistBehindAnyDoor() {
        Ids ids = busy();
        Map<String, Object> before = seen(BUSY, ids);
        assertThat(silent(EMPTY, ids)).isEqualTo(SILENT);
        assertThat(seen(BUSY, ids)).isEqualTo(before);
        assertThat(door(EMPTY).plans()).isEmpty();
    }

    @Test
    final void whatIsUnknownDoesNotExistBehindAnyDoor() {
        Ids ids = busy();
        Map<String, Object> before = seen(BUSY, ids);
        Ids unknown = new Ids(
                EnrollmentId.of("nothing"),
                PlanId.of("nothing"),
                SubjectId.of("nobody"),
                RunId.of("nothing"),
                "nothing");
        Set<String> silent = silent(EMPTY, unknown);
        assertThat(silent).isEqualTo(SILENT);
        assertThat(seen(BUSY, ids)).isEqualTo(before);
    }

    @Test
    final void aMessageOfAnotherDoesNotExistAndNobodyElsesSubjectHearsAnything() {
        Ids ids = busy();
        Map<String, Object> before = seen(BUSY, ids);
        InboundEvent.About message = new InboundEvent.About.Message(
                io.enrollment.enrollment.IdempotencyKey.of(ids.enrollment(), StepKey.of("hello"), 1));
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> door(EMPTY)
                        .receive(new InboundEvent(
                                "v-1", START, message, new InboundEvent.Complaint(ChannelKind.EMAIL)))))
                .isInstanceOf(NotFoundException.class);
        InboundEvent.About ann = new InboundEvent.About.Somebody(ids.subject());
        InboundResult heard =
                door(EMPTY).receive(new InboundEvent("v-2", START, ann, new InboundEvent.Complaint(ChannelKind.EMAIL)));
        assertThat(heard.results()).isEmpty();
        assertThat(seen(BUSY, ids)).isEqualTo(before);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> Objects.requireNonNull(engine).enrollments(OrganizationId.of("none"))))
                .isInstanceOf(NotFoundException.class);
    }

    /** Knocks at every door with these ids; the doors that said nothing, having nothing. */
    private Set<String> silent(OrganizationId organization, Ids ids) {
        Set<String> silent = new TreeSet<>();
        Enrollments enrollments = door(organization);
        for (Class<?> type : DOORS) {
            Object door = doorOf(enrollments, type);
            for (Method method : type.getDeclaredMethods()) {
                String name = type.getSimpleName() + "." + method.getName();
                boolean isOpen = Modifier.isPublic(method.getModifiers()) && !method.isSynthetic();
                if (isOpen && !NOT_ASKED.contains(name) && !saysThatThereIsNone(door, method, ids)) {
                    silent.add(name);
                }
            }
        }
        return silent;
    }

    private static Object doorOf(Enrollments enrollments, Class<?> type) {
        return Objects.requireNonNull(Map.<Class<?>, Object>of(
                        Enrollments.class,
                        enrollments,
                        Reports.class,
                        enrollments.reports(),
                        Runs.class,
                        enrollments.runs(),
                        Pauses.class,
                        enrollments.pauses(),
                        PlanLife.class,
                        enrollments.planLife(),
                        Exports.class,
                        enrollments.exports(),
                        Captures.class,
                        enrollments.captures(),
                        UncertainOutcomes.class,
                        enrollments.uncertain())
                .get(type));
    }

    private static boolean saysThatThereIsNone(Object door, Method method, Ids ids) {
        Object[] arguments = Arrays.stream(method.getParameters())
                .map(parameter -> argument(method, parameter, ids))
                .toArray();
        try {
            Object result = method.invoke(door, arguments);
            assertThat(isNothing(result)).as("%s gives %s", method, result).isTrue();
            return false;
        } catch (InvocationTargetException thrown) {
            assertThat(thrown.getCause()).as("%s", method).isInstanceOf(NotFoundException.class);
            return true;
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** What to come to a door with; a kind of parameter that is not known here has to be taught. */
    private static Object argument(Method method, Parameter parameter, Ids ids) {
        Class<?> type = parameter.getType();
        if (type == String.class) {
            return method.getDeclaringClass() == Exports.class ? ids.export() : "done";
        }
        if (type == UnaryOperator.class) {
            return narrowed(parameter.getParameterizedType().getTypeName(), ids);
        }
        EnrollRequest.Builder enroll = EnrollRequest.builder();
        ExportRequest.Builder export = ExportRequest.builder();
        InboundEvent.About one = new InboundEvent.About.One(ids.enrollment());
        Map<Class<?>, Object> known = new LinkedHashMap<>();
        known.put(EnrollmentId.class, ids.enrollment());
        known.put(PlanId.class, ids.plan());
        known.put(SubjectId.class, ids.subject());
        known.put(RunId.class, ids.run());
        known.put(Collection.class, List.of(ids.subject()));
        known.put(List.class, List.of("model"));
        known.put(Command.By.class, ANN);
        known.put(StepKey.class, StepKey.of("ring"));
        known.put(Instant.class, START);
        known.put(Duration.class, Duration.ofDays(1));
        known.put(EndCause.class, EndCause.NO_LONGER_MATCHES);
        known.put(PageRequest.class, PageRequest.first(10));
        known.put(int.class, 1);
        known.put(OnArchive.class, OnArchive.STOP_RUNNING);
        known.put(Selection.class, Selection.running(ids.plan()));
        known.put(Function.class, (Function<EnrollmentId, Object>) id -> {
            throw new AssertionError("selected " + id);
        });
        known.put(Consumer.class, (Consumer<Object>) seen -> {
            throw new AssertionError("shown " + seen);
        });
        known.put(EnrollRequest.class, enroll.plan(ids.plan()).build());
        known.put(ExportRequest.class, export.plan(ids.plan()).requester("ann").build());
        known.put(MigrationRequest.class, MigrationRequest.of(ids.plan(), 1));
        known.put(RunRequest.class, RunRequest.of(ids.plan()));
        known.put(OutputStream.class, OutputStream.nullOutputStream());
        known.put(LongPredicate.class, (LongPredicate) rows -> true);
        known.put(InboundEvent.class, new InboundEvent("v-9", START, one, new InboundEvent.Opened()));
        return Objects.requireNonNull(known.get(type), () -> "an argument for " + parameter + " of " + method);
    }

    private static UnaryOperator<?> narrowed(String type, Ids ids) {
        if (type.contains(EnrollmentQuery.class.getSimpleName())) {
            return (UnaryOperator<EnrollmentQuery.Builder>)
                    of -> of.organization(BUSY).plan(ids.plan());
        }
        return type.contains(RunQuery.class.getSimpleName())
                ? (UnaryOperator<RunQuery.Builder>) of -> of.organization(BUSY)
                : (UnaryOperator<CandidateQuery.Builder>)
                        of -> of.organization(BUSY).run(ids.run());
    }

    private static boolean isNothing(@Nullable Object result) {
        if (result instanceof Page<?> page) {
            return page.items().isEmpty() && page.next().isEmpty();
        }
        if (result instanceof AuditReport report) {
            return report.isClean() && report.enrollments() == 0;
        }
        if (result instanceof MigrationSummary summary) {
            return summary.moved() == 0;
        }
        if (result instanceof PlanCounts counts) {
            return counts.counters().isEmpty();
        }
        List<Object> nothing = new ArrayList<>(List.of(
                List.of(),
                Map.of(),
                Optional.empty(),
                0L,
                false,
                new ErasureResult(0, 0),
                new BulkResult(0, 0, Map.of(), List.of())));
        return result == null || nothing.contains(result);
    }
}
