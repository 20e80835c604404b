package io.enrollment.testkit;

import io.enrollment.testkit.LifeCycle.Passage;
import java.util.ArrayList;
import java.util.List;

/** What was seen in a trial: what was done with what result, and the ways that enrollments took between states. */
final class EngineSightings {

    private final List<String> done = new ArrayList<>();
    private final List<Passage> passages = new ArrayList<>();

    void saw(String what) {
        done.add(what);
    }

    void passed(List<Passage> ways) {
        passages.addAll(ways);
    }

    List<String> done() {
        return done;
    }

    List<Passage> passages() {
        return passages;
    }
}
