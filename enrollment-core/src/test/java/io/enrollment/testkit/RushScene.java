package io.enrollment.testkit;

import io.enrollment.calendar.Delay;
import io.enrollment.criteria.Condition;
import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.EnrollmentEngineBuilder;
import io.enrollment.engine.Enrollments;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.Outcome;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.ReEnrollment;
import io.enrollment.run.RunId;
import io.enrollment.simulation.VirtualClock;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.ExportedFile;
import io.enrollment.spi.OutboundMessage;
import io.enrollment.spi.StepQueue;
import io.enrollment.spi.Suppression;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.SubjectId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Two engines on one store and a host beside them, for many threads; knows since which claim whom and what nothing may be
 * handed off to any more. Thread-safe.
 */
final class RushScene implements AutoCloseable {

    static final int PEOPLE = 16;
    static final PlanId OWNERS = PlanId.of("owners");
    static final List<PlanId> PLANS = List.of(EnginePlans.DRIP, EnginePlans.CHAIN, EnginePlans.KEEP, OWNERS);

    final VirtualClock clock = VirtualClock.at(EngineScene.START);
    final EnrollmentStore store;
    final RushHost host;
    final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
    final ChaosChannel emails;
    final ChaosChannel texts;
    final List<EnrollmentEngine> engines;
    final List<RunId> runs = new CopyOnWriteArrayList<>();
    final List<String> exports = new CopyOnWriteArrayList<>();
    final Map<String, Long> delivered = new ConcurrentHashMap<>();
    final Set<EnrollmentId> takenBack = ConcurrentHashMap.newKeySet();
    final Set<EnrollmentId> committing = ConcurrentHashMap.newKeySet();
    final Set<SubjectId> erased = ConcurrentHashMap.newKeySet();
    final Set<RunId> canceled = ConcurrentHashMap.newKeySet();
    private final AtomicIntegerArray generations = new AtomicIntegerArray(PEOPLE);
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicLong ticks = new AtomicLong();
    private final Map<Object, Long> quietSince = new ConcurrentHashMap<>();
    private final ThreadLocal<Long> claimedAt = ThreadLocal.withInitial(() -> -1L);
    private final ThreadLocal<Long> lookedAt = ThreadLocal.withInitial(() -> -1L);
    private volatile boolean calm;

    /** A channel to somebody. */
    record Line(SubjectId subject, ChannelKind channel) {}

    RushScene(EnrollmentStore store, RushHost host, long seed) {
        this.store = store;
        this.host = host;
        this.emails = new ChaosChannel(ChannelKind.EMAIL, true, violations::add, this::look, seed);
        this.texts = new ChaosChannel(ChannelKind.TEXT, false, violations::add, this::look, seed + 1);
        EnrollmentStore watched = watched();
        this.engines = List.of(engine(watched, "one"), engine(watched, "two"));
        for (int place = 0; place < PEOPLE; place++) {
            put(place, "Civic");
        }
        List.of(EnginePlans.drip(), EnginePlans.keep(), EnginePlans.chain(), owners())
                .forEach(door(0)::publish);
    }

    private static Plan owners() {
        return Plan.forPeople(OWNERS.value())
                .audience("hondas", Condition.equal("model", "Civic"))
                .email("first", "first")
                .text("second", "second")
                .after(Delay.hours(30))
                .email("third", "third")
                .after(Delay.days(2))
                .reEnrollment(new ReEnrollment.AfterExit(Period.ZERO, Optional.empty()))
                .with(more -> more.exclusionExempt(true).requiredChannels(List.of()))
                .build();
    }

    /** The store, which tells when each thread has begun its latest claim, and its latest look at what it has claimed. */
    private EnrollmentStore watched() {
        StepQueue queue = store.steps();
        StepQueue told = proxy(StepQueue.class, (method, args) -> {
            long before = ticks.incrementAndGet();
            Object answer = method.invoke(queue, args);
            if (method.getName().equals("claim")) {
                claimedAt.set(before);
                lookedAt.set(before);
            } else if (method.getName().equals("extend")) {
                lookedAt.set(before);
            }
            return answer;
        });
        return proxy(
                EnrollmentStore.class,
                (method, args) -> method.getName().equals("steps") ? told : method.invoke(store, args));
    }

    /** What a call comes to. */
    @FunctionalInterface
    private interface Calls {
        @Nullable
        Object call(Method method, Object[] args) throws ReflectiveOperationException;
    }

    private static <T> T proxy(Class<T> type, Calls calls) {
        Object proxy = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            try {
                return calls.call(method, args);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        });
        return type.cast(proxy);
    }

    private EnrollmentEngine engine(EnrollmentStore watched, String node) {
        EnrollmentEngineBuilder builder = EnrollmentEngine.builder();
        return builder.organizations(
                        id -> Optional.of(id).filter(EngineScene.ACME::equals).map(EngineScene::organization))
                .store(watched)
                .clock(clock)
                .subjects(host)
                .audience(host)
                .suppressions(this::heard)
                .notificationSink(this::take)
                .renderer(new EngineScene.Words())
                .channel(emails)
                .channel(texts)
                .action("act", call -> new Outcome.Accepted("acted"))
                .erasureKey("0123456789abcdef".getBytes(StandardCharsets.UTF_8))
                .ids(() -> String.format("id-%06d", ids.incrementAndGet()))
                .settings(with -> with.node(node).batchSize(5).recheck(Duration.ZERO))
                .build();
    }

    private void heard(Suppression said) {
        ChannelKind channel = said.channel().orElse(ChannelKind.EMAIL);
        if (said.kind() == Suppression.Kind.OPTED_IN) {
            host.optIn(said.organization(), said.subject(), channel);
        } else if (said.kind() != Suppression.Kind.BOUNCED && said.plan().isEmpty()) {
            host.optOut(said.organization(), said.subject(), channel, said.at());
        }
    }

    /** Counts the lines; one in three deliveries fails until it is calm. */
    private String take(ExportedFile file) throws IOException {
        if (!calm && ids.incrementAndGet() % 3 == 0) {
            throw new IOException("the sink is full");
        }
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(file.content().open(), StandardCharsets.UTF_8))) {
            long rows = lines.lines().count() - 1;
            if (rows != file.rows()) {
                violations.add("a file of " + rows + " rows that are called " + file.rows());
            }
            delivered.put(file.id(), rows);
        }
        return "sink/" + file.id();
    }

    void put(int place, String model) {
        SubjectId id = subject(place);
        int number = generations.get(place) * PEOPLE + place;
        host.put(
                EngineScene.ACME,
                SceneSubjects.consenting(id, number).attribute("model", model).build());
    }

    Enrollments door(int engine) {
        return engines.get(engine).enrollments(EngineScene.ACME);
    }

    SubjectId subject(int place) {
        return SubjectId.of("p" + place + "g" + generations.get(place));
    }

    SubjectId somebody(Random random) {
        return subject(random.nextInt(PEOPLE));
    }

    /** Somebody is gone; another takes the place. */
    void replaced(int place) {
        host.forget(EngineScene.ACME, subject(place));
        generations.incrementAndGet(place);
        put(place, "Civic");
    }

    void endedIfSo(Enrollment state) {
        if (state.status().isTerminal()) {
            quiet(state.id());
        }
    }

    /** Nothing of this is handed off: of an enrollment from the next look on, of a plan, a channel, a line from the next claim on. */
    void quiet(Object what) {
        quietSince.put(what, ticks.incrementAndGet());
    }

    void loud(Object what) {
        quietSince.remove(what);
    }

    private void look(OutboundMessage message) {
        long claimed = claimedAt.get();
        ChannelKind channel = message.step().channel();
        for (Object what :
                List.of(message.enrollment(), message.plan(), channel, new Line(message.subject(), channel))) {
            Long quiet = quietSince.get(what);
            long looked = what instanceof EnrollmentId ? lookedAt.get() : claimed;
            if (quiet != null && quiet < looked) {
                violations.add("handed off though " + what + " was quiet when it was looked at: " + message.key());
            }
        }
        if (claimed < 0) {
            violations.add("handed off by nobody's work: " + message.key());
        }
        if (takenBack.contains(message.enrollment())) {
            violations.add("handed off though it never was: " + message.key());
        }
    }

    Set<IdempotencyKey> everTaken() {
        Set<IdempotencyKey> taken = new HashSet<>(emails.taken());
        taken.addAll(texts.taken());
        return taken;
    }

    Set<IdempotencyKey> accepted() {
        Set<IdempotencyKey> accepted = new HashSet<>(emails.accepted());
        accepted.addAll(texts.accepted());
        return accepted;
    }

    void calm() {
        calm = true;
        quietSince.keySet().removeIf(what -> !(what instanceof EnrollmentId));
        emails.behave();
        texts.behave();
    }

    @Override
    public void close() {
        engines.forEach(EnrollmentEngine::close);
    }
}
