package io.enrollment.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/** Two properties of one build are given the same values, as the same property of two builds is. */
class RepeatableSeedsTest {

    private static final List<Long> ONE = new ArrayList<>();
    private static final List<Long> OTHER = new ArrayList<>();
    private static final List<Long> SEEDED = new ArrayList<>();

    @Property(tries = 50)
    void one(@ForAll long value) {
        ONE.add(value);
    }

    @Property(tries = 50)
    void other(@ForAll long value) {
        OTHER.add(value);
    }

    @Property(tries = 50, seed = "42")
    void withASeedOfItsOwn(@ForAll long value) {
        SEEDED.add(value);
    }

    @AfterContainer
    static void theySawTheSameUnlessChanceWasAskedFor() {
        boolean random = "random".equals(System.getProperty("laws.seed"));
        assertThat(ONE).hasSize(50).isNotEqualTo(SEEDED);
        assertThat(ONE.equals(OTHER)).isEqualTo(!random);
    }
}
