package io.enrollment.engine;

import io.enrollment.enrollment.Decision;
import io.enrollment.enrollment.Decision.Asked;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.Rules;
import io.enrollment.json.CaptureJson;
import io.enrollment.plan.PlanVersion;
import io.enrollment.report.Capture;
import io.enrollment.report.Capture.Recorded;
import io.enrollment.report.Replay;
import io.enrollment.report.ReplayReport;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.RecordedDecision;
import io.enrollment.subject.OrganizationId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Incident capture: one enrollment taken out whole, to be decided again elsewhere. What decisions went by is there for as long as
 * the engine recorded it ({@link EngineSettings#recordDecisions()}); of what was decided before, a capture has the log alone.
 * Thread-safe.
 */
public final class Captures {

    private static final int PAGE = 200;
    private static final int TRIES = 20;

    private final OrganizationId organization;
    private final World world;
    private final Commands commands;
    private final InstantSource clock;

    Captures(OrganizationId organization, World world, Commands commands, InstantSource clock) {
        this.organization = organization;
        this.world = world;
        this.commands = commands;
        this.clock = clock;
    }

    /**
     * Captures an enrollment as it stands; {@link Capture} says what that holds.
     *
     * @throws io.enrollment.spi.NotFoundException if there is none with this id
     */
    public Capture capture(EnrollmentId id) {
        for (int i = 0; i < TRIES; i++) {
            Enrollment before = commands.load(organization, id);
            List<LogEntry> log = all(page -> world.store().reader().log(organization, id, page));
            List<RecordedDecision> found = all(page -> world.store().reader().decisions(organization, id, page));
            if (commands.load(organization, id).equals(before)) {
                return capture(before, log, found);
            }
        }
        throw new IllegalStateException("enrollment " + id + " changed too often to be captured");
    }

    private Capture capture(Enrollment state, List<LogEntry> log, List<RecordedDecision> found) {
        List<Recorded> decisions = found.stream()
                .map(one -> CaptureJson.recorded(one.seq(), one.document()))
                .toList();
        TreeSet<Integer> numbers = new TreeSet<>(List.of(state.version()));
        decisions.forEach(one -> versions(one.decision()).forEach(numbers::add));
        List<PlanVersion> versions = numbers.stream()
                .map(number -> world.version(organization, state.plan(), number))
                .toList();
        return new Capture(clock.instant(), false, state, versions, log, decisions);
    }

    private static Stream<Integer> versions(Decision decision) {
        Stream<Integer> to = Stream.empty();
        if (decision.asked() instanceof Asked.Moved moved) {
            to = Stream.of(moved.to());
        } else if (decision.asked() instanceof Asked.MovedBack back) {
            to = Stream.of(back.to());
        }
        return Stream.concat(Stream.of(decision.version()), to);
    }

    private static <T> List<T> all(Function<PageRequest, Page<T>> read) {
        List<T> all = new ArrayList<>();
        Optional<PageRequest> request = Optional.of(PageRequest.first(PAGE));
        while (request.isPresent()) {
            PageRequest present = request.get();
            Page<T> page = read.apply(present);
            all.addAll(page.items());
            request = page.next().map(present::after);
        }
        return all;
    }

    /** Makes the decisions of a capture again by the rules of this engine; checks of the host say again what they said. */
    public ReplayReport replay(Capture capture) {
        Rules rules = commands.decider().rules();
        return Replay.of(capture, rules);
    }
}
