package io.enrollment.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.enrollment.plan.StepKey;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {

    private static final EnrollmentId ENROLLMENT = EnrollmentId.of("e-1");

    @Provide
    Arbitrary<StepKey> steps() {
        return Arbitraries.strings()
                .withChars("ab:%\u00E9\u4F8B~ ")
                .ofMinLength(1)
                .ofMaxLength(100)
                .filter(text -> !text.isBlank())
                .map(StepKey::of);
    }

    @Property(tries = 500)
    void keysAreEqualJustWhenStepAndOccurrenceAre(
            @ForAll("steps") StepKey a,
            @ForAll("steps") StepKey b,
            @ForAll @IntRange(min = 1, max = 3) int n,
            @ForAll @IntRange(min = 1, max = 3) int m) {
        boolean same = a.equals(b) && n == m;

        assertThat(IdempotencyKey.of(ENROLLMENT, a, n).equals(IdempotencyKey.of(ENROLLMENT, b, m)))
                .isEqualTo(same);
    }

    @Property(tries = 200)
    void everyStepHasAKeyThatGoesThroughEveryProvider(@ForAll("steps") StepKey step) {
        IdempotencyKey key = IdempotencyKey.of(EnrollmentId.of("x".repeat(64)), step, Integer.MAX_VALUE);

        assertThat(key.value()).matches("[!-~]{1,256}").startsWith("x".repeat(64) + ":");
    }

    @Test
    void plainStepKeysAreReadable() {
        assertThat(IdempotencyKey.of(ENROLLMENT, StepKey.of("first email"), 2)).hasToString("e-1:first%20email:2");
    }

    @Test
    void whatIsNotPrintableAsciiIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new IdempotencyKey(""));
        assertThatIllegalArgumentException().isThrownBy(() -> new IdempotencyKey("a b"));
        assertThatIllegalArgumentException().isThrownBy(() -> new IdempotencyKey("\u00E9"));
        assertThatIllegalArgumentException().isThrownBy(() -> new IdempotencyKey("x".repeat(257)));
    }
}
