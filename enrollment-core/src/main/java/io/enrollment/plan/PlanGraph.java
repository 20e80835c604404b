package io.enrollment.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ways through a plan, by the places of its steps. Where two steps have one key, the first is meant. */
final class PlanGraph {

    /**
     * A step that a step names.
     *
     * @param path where it is named, within the step
     * @param key the step that it names
     */
    record Jump(String path, StepKey key) {}

    private final List<Step> steps;
    private final Map<StepKey, Integer> places = new HashMap<>();

    PlanGraph(Plan plan) {
        this.steps = plan.steps();
        for (int at = 0; at < steps.size(); at++) {
            places.putIfAbsent(steps.get(at).key(), at);
        }
    }

    Optional<Integer> place(StepKey key) {
        return Optional.ofNullable(places.get(key));
    }

    /** The steps that this one names, in the order of its form. */
    static List<Jump> jumps(Step step) {
        List<Jump> jumps = new ArrayList<>(ways(step));
        step.settings().next().ifPresent(next -> jumps.add(new Jump("next", next)));
        return jumps;
    }

    /** The ways out of a branch or split, and that of a wait whose event did not come. */
    private static List<Jump> ways(Step step) {
        List<Jump> ways = new ArrayList<>();
        if (step instanceof Step.Branch branch) {
            for (int i = 0; i < branch.arms().size(); i++) {
                ways.add(new Jump("arms[" + i + "].goTo", branch.arms().get(i).goTo()));
            }
            branch.otherwise().ifPresent(otherwise -> ways.add(new Jump("otherwise", otherwise)));
        } else if (step instanceof Step.Split split) {
            for (int i = 0; i < split.shares().size(); i++) {
                ways.add(
                        new Jump("shares[" + i + "].goTo", split.shares().get(i).goTo()));
            }
        } else if (step instanceof Step.Wait wait && wait.until() instanceof WaitFor.Event event) {
            event.onTimeout().ifPresent(target -> ways.add(new Jump("event.onTimeout", target)));
        }
        return ways;
    }

    /** Whether the step goes on with one step: that which it names as next, else the one below it. */
    static boolean goesOn(Step step) {
        boolean ends = step instanceof Step.Exit exit && exit.when().isEmpty();
        return !ends && !(step instanceof Step.Branch) && !(step instanceof Step.Split);
    }

    /** The places to which a step may lead; those that do not exist are left out. */
    List<Integer> following(int at) {
        Step step = steps.get(at);
        List<Integer> following = new ArrayList<>();
        ways(step).forEach(way -> place(way.key()).ifPresent(following::add));
        if (goesOn(step)) {
            Optional<Integer> next = step.settings().next().isPresent()
                    ? place(step.settings().next().get())
                    : Optional.of(at + 1).filter(below -> below < steps.size());
            next.ifPresent(following::add);
        }
        return following.stream().distinct().toList();
    }

    /** The places that can be reached from the first step. */
    BitSet reachable() {
        return reachable(0);
    }

    /** The places that can be reached from this one, itself included. */
    BitSet reachable(int from) {
        BitSet reached = new BitSet(steps.size());
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            int at = open.pop();
            if (!reached.get(at)) {
                reached.set(at);
                open.addAll(following(at));
            }
        }
        return reached;
    }
}
