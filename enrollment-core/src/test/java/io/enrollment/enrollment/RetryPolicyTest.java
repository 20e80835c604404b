package io.enrollment.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final IdempotencyKey KEY = new IdempotencyKey("e-1:one:1");

    @Property(tries = 300)
    void aWaitDoublesUpToTheLongestAndAddsAtMostATenth(
            @ForAll @LongRange(min = 1, max = 100_000) long first,
            @ForAll @LongRange(min = 0, max = 1_000_000) long more,
            @ForAll @IntRange(min = 1, max = 99) int failures) {
        Duration longest = Duration.ofSeconds(first + more);
        RetryPolicy policy = new RetryPolicy(100, Duration.ofSeconds(first), longest);

        Duration wait = policy.waitAfter(failures, KEY);

        double plain = Math.min(first * Math.pow(2, failures - 1), (double) (first + more));
        assertThat(wait.toMillis() / 1000.0).isBetween(plain - 0.01, plain * 1.1);
    }

    @Test
    void whatFailedTogetherDoesNotComeBackTogether() {
        Set<Duration> waits = new HashSet<>();
        for (int n = 0; n < 100; n++) {
            waits.add(RetryPolicy.DEFAULT.waitAfter(1, new IdempotencyKey("e-" + n + ":one:1")));
        }

        assertThat(waits).hasSizeGreaterThan(80);
        assertThat(RetryPolicy.DEFAULT.waitAfter(1, KEY)).isEqualTo(RetryPolicy.DEFAULT.waitAfter(1, KEY));
    }

    @Test
    void boundsThatMakeNoSenseAreRefused() {
        Duration minute = Duration.ofMinutes(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(0, minute, minute));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(101, minute, minute));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, Duration.ZERO, minute));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(1, minute, Duration.ofSeconds(59)))
                .withMessageContaining("PT59S");
    }
}
