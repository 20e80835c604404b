package io.enrollment.testkit;

import io.enrollment.engine.EnrollmentEngine;
import io.enrollment.engine.EnrollmentEngineBuilder;
import io.enrollment.engine.Enrollments;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.Outcome;
import io.enrollment.simulation.VirtualClock;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.OutboundMessage;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Two engines on one store for many threads, and what is known of what they must not do any more. Thread-safe. */
final class ChaosScene implements AutoCloseable {

    static final int PEOPLE = 16;

    final VirtualClock clock = VirtualClock.at(EngineScene.START);
    final EnrollmentStore store;
    final ChaosChannel emails;
    final ChaosChannel texts;
    final List<EnrollmentEngine> engines;
    final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
    private final Map<SubjectId, Subject> people = new ConcurrentHashMap<>();
    private final Set<SubjectId> erased = ConcurrentHashMap.newKeySet();
    private final AtomicIntegerArray generations = new AtomicIntegerArray(PEOPLE);
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicLong ticks = new AtomicLong();
    private final Map<EnrollmentId, Long> quietSince = new ConcurrentHashMap<>();
    private final ThreadLocal<Long> workingSince = ThreadLocal.withInitial(() -> -1L);

    ChaosScene(EnrollmentStore store, long seed) {
        this.store = store;
        this.emails = new ChaosChannel(ChannelKind.EMAIL, true, violations::add, this::look, seed);
        this.texts = new ChaosChannel(ChannelKind.TEXT, false, violations::add, this::look, seed + 1);
        this.engines = List.of(engine("one"), engine("two"));
        for (int place = 0; place < PEOPLE; place++) {
            born(place);
        }
        List.of(EnginePlans.drip(), EnginePlans.keep(), EnginePlans.chain()).forEach(door(0)::publish);
        EngineScene.ORGANIZATIONS.forEach(id -> engines.get(0).enrollments(id).publish(EnginePlans.drip()));
    }

    private EnrollmentEngine engine(String node) {
        EnrollmentEngineBuilder builder = EnrollmentEngine.builder();
        return builder.organizations(id -> Optional.of(id)
                        .filter(EngineScene.ORGANIZATIONS::contains)
                        .map(EngineScene::organization))
                .store(store)
                .clock(clock)
                .subjects(wanted -> wanted.stream()
                        .flatMap(id -> Optional.ofNullable(people.get(id)).stream())
                        .toList())
                .renderer(new EngineScene.Words())
                .channel(emails)
                .channel(texts)
                .action("act", call -> new Outcome.Accepted("acted"))
                .erasureKey("0123456789abcdef".getBytes(StandardCharsets.UTF_8))
                .ids(() -> String.format("id-%06d", ids.incrementAndGet()))
                .settings(with -> with.node(node).batchSize(5).recheck(Duration.ZERO))
                .build();
    }

    private void born(int place) {
        SubjectId id = subject(place);
        people.put(
                id,
                SceneSubjects.consenting(id, generations.get(place) * PEOPLE + place)
                        .build());
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

    /** The place of somebody, or none of any thread's for who is known by another name now. */
    int place(SubjectId id) {
        String name = id.value();
        return name.matches("p\\d+g\\d+") ? Integer.parseInt(name.substring(1, name.indexOf('g'))) : -1;
    }

    /** The host forgets somebody; another takes the place. */
    void replaced(int place) {
        people.remove(subject(place));
        generations.incrementAndGet(place);
        born(place);
    }

    void erased(SubjectId id) {
        erased.add(id);
    }

    /** As a host does that enrolls while it erases: once more, when what was on its way in has come in. */
    void eachErased(Consumer<SubjectId> again) {
        erased.forEach(again);
    }

    boolean isErased(SubjectId id) {
        return erased.contains(id);
    }

    /** One of the enrollments, found as a person would. */
    Optional<Enrollment> any(Random random) {
        List<Enrollment> all =
                door(0).list(somebody(random), PageRequest.first(5)).items();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    /** Carries out what is due; whatever was ended or held before must not be handed off in there. */
    void work(int engine) {
        workingSince.set(ticks.incrementAndGet());
        engines.get(engine).workDue();
    }

    /** A call has returned that says so. */
    void endedIfSo(Enrollment state) {
        if (state.status().isTerminal()) {
            held(state.id());
        }
    }

    void held(EnrollmentId id) {
        quietSince.put(id, ticks.incrementAndGet());
    }

    void letGo(EnrollmentId id) {
        quietSince.remove(id);
    }

    void violated(String what) {
        violations.add(what);
    }

    private void look(OutboundMessage message) {
        long began = workingSince.get();
        Long quiet = quietSince.get(message.enrollment());
        if (quiet != null && quiet < began) {
            violated("handed off after a command had returned: " + message.key());
        }
        if (began < 0) {
            violated("handed off by nobody's work: " + message.key());
        }
    }

    Set<IdempotencyKey> everTaken() {
        Set<IdempotencyKey> taken = new HashSet<>(emails.taken());
        taken.addAll(texts.taken());
        return taken;
    }

    /** From now on the channels take whatever comes. */
    void calm() {
        emails.behave();
        texts.behave();
    }

    @Override
    public void close() {
        engines.forEach(EnrollmentEngine::close);
    }
}
