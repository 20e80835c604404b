package io.enrollment.enrollment;

import com.google.common.hash.Hashing;
import io.enrollment.plan.Step;
import java.nio.charset.StandardCharsets;

/** Takes the same way out of a split for the same subject, plan and step, in every version, run and simulation. */
final class Splits {

    private Splits() {}

    static Step.Share choose(Step.Split split, Enrollment state) {
        long total = split.shares().stream().mapToLong(Step.Share::weight).sum();
        long point = Math.floorMod(hash(split, state), total);
        for (Step.Share share : split.shares()) {
            point -= share.weight();
            if (point < 0) {
                return share;
            }
        }
        throw new AssertionError("the weights add up to the total");
    }

    private static long hash(Step.Split split, Enrollment state) {
        return Hashing.sipHash24()
                .newHasher()
                .putString(state.organization().value(), StandardCharsets.UTF_8)
                .putChar('\0')
                .putString(state.subject().value(), StandardCharsets.UTF_8)
                .putChar('\0')
                .putString(state.plan().value(), StandardCharsets.UTF_8)
                .putChar('\0')
                .putString(split.key().value(), StandardCharsets.UTF_8)
                .hash()
                .asLong();
    }
}
