package io.enrollment.engine;

import io.enrollment.calendar.ResolvedZone;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Effect;
import io.enrollment.enrollment.StepHold;
import io.enrollment.enrollment.Transition;
import io.enrollment.plan.CapHold;
import io.enrollment.plan.MessageCaps;
import io.enrollment.spi.CapPlace;
import io.enrollment.spi.CapRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sees to it that no message is handed off without its place under the caps of its organization: one call of the store for a
 * batch, and none where no organization of it limits anything. Thread-safe.
 */
final class Places {

    private final World world;
    private final Decisions decider;
    private final InstantSource clock;

    Places(World world, Decisions decider, InstantSource clock) {
        this.world = world;
        this.decider = decider;
        this.clock = clock;
    }

    /** The same works in order: with their places, or decided anew where a cap holds them. */
    List<Work> take(List<Work> outside) {
        Instant now = clock.instant();
        List<CapRequest> requests = new ArrayList<>();
        List<Integer> asking = new ArrayList<>();
        for (int i = 0; i < outside.size(); i++) {
            Optional<CapRequest> request = request(outside.get(i), now);
            if (request.isPresent()) {
                requests.add(request.get());
                asking.add(i);
            }
        }
        if (requests.isEmpty()) {
            return outside;
        }
        List<Optional<CapHold>> holds = world.store().caps().take(requests);
        List<Work> works = new ArrayList<>(outside);
        for (int i = 0; i < holds.size(); i++) {
            CapPlace place = requests.get(i).place();
            works.set(asking.get(i), answered(outside.get(asking.get(i)), holds.get(i), place, now));
        }
        return works;
    }

    private Optional<CapRequest> request(Work work, Instant now) {
        if (!(work.transition().effect() instanceof Effect.HandOff handOff)) {
            return Optional.empty();
        }
        MessageCaps caps = work.facts().organization().caps();
        if (!caps.concern(handOff.step().message().messageClass())) {
            return Optional.empty();
        }
        ZoneId zone = zone(work, handOff);
        CapPlace place =
                new CapPlace(work.claim().lease(), handOff.key(), handOff.step().channel());
        return Optional.of(new CapRequest(place, caps, zone, now));
    }

    private static ZoneId zone(Work work, Effect.HandOff handOff) {
        return ResolvedZone.resolve(
                        work.facts().subject().zone(),
                        handOff.step().settings().zone(),
                        work.version().plan().zone(),
                        work.facts().organization().zone())
                .zone();
    }

    /** Decided at the very instant that the cap was judged at, so that the wait that it names lies ahead. */
    private Work answered(Work work, Optional<CapHold> hold, CapPlace place, Instant now) {
        if (hold.isEmpty()) {
            return work.at(place);
        }
        Command due = new Command.StepDue(work.recovery(), hold.map(StepHold::of));
        Transition held = decider.decide(work.version(), work.claim().enrollment(), due, work.facts(), now);
        return work.decided(held);
    }

    /** Gives the places of messages back that do not leave now. */
    void giveBack(List<Work> unsent) {
        List<CapPlace> unused =
                unsent.stream().flatMap(work -> work.unusedPlace().stream()).toList();
        if (!unused.isEmpty()) {
            world.store().caps().giveBack(unused);
        }
    }
}
