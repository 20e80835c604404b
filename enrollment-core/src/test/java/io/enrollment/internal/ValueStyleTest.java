package io.enrollment.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;

class ValueStyleTest {

    @Test
    void aValueIsBuiltThroughItsNestedBuilderWithSingularAddersAndDefaults() {
        SampleValue value =
                SampleValue.builder().name("a").addTag("x").addTag("y").build();

        assertThat(value.tags()).containsExactly("x", "y");
        assertThat(value.weight()).isEqualTo(1);
        assertThat(value.note()).isEmpty();
        assertThat(value)
                .isEqualTo(SampleValue.builder().name("a").addTags("x", "y").build());
    }

    @Test
    void aDerivedMethodFollowsItsAttributesThroughCopies() {
        SampleValue copy = SampleValue.builder()
                .from(SampleValue.builder().name("a").build())
                .weight(3)
                .build();

        assertThat(copy.doubleWeight()).isEqualTo(6);
    }

    @Test
    void theImplementationIsHidden() throws ClassNotFoundException {
        Class<?> implementation = Class.forName("io.enrollment.internal.ImmutableSampleValue");

        assertThat(Modifier.isPublic(implementation.getModifiers())).isFalse();
    }

    @Test
    void theCheckRunsAtBuild() {
        assertThatThrownBy(() -> SampleValue.builder().name("a").weight(-1).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weight: -1 must not be negative");
    }
}
