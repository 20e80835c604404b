package io.enrollment.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.spi.EpochStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which installation the store belongs to. */
abstract class EpochTests extends StoreTests {

    private EpochStore epochs() {
        return scene().store().epochs();
    }

    @Test
    void aNewStoreBelongsToNoEpoch() {
        assertThat(epochs().find()).isEmpty();
        assertThat(epochs().replace("nobody's", "mine")).isFalse();
        assertThat(epochs().find()).isEmpty();
    }

    @Test
    void theFirstEpochStays_E1() {
        assertThat(epochs().establish("prod “Zürich” 🙂")).isEqualTo("prod “Zürich” 🙂");
        assertThat(epochs().establish("clone")).isEqualTo("prod “Zürich” 🙂");
        assertThat(epochs().find()).contains("prod “Zürich” 🙂");
    }

    @Test
    void ofManyAtOnceOneIsStoredAndAllAreTold_E1() {
        List<String> told = Threads.inParallel(contract().threads(), thread -> epochs().establish("epoch-" + thread));
        assertThat(told).containsOnly(epochs().find().orElseThrow());
    }

    @Test
    void onlyTheExpectedEpochIsReplaced_E2() {
        epochs().establish("prod");
        assertThat(epochs().replace("Prod", "clone")).isFalse();
        assertThat(epochs().replace("prod ", "clone")).isFalse();
        assertThat(epochs().find()).contains("prod");
        assertThat(epochs().replace("prod", "clone")).isTrue();
        assertThat(epochs().find()).contains("clone");
    }

    @Test
    void aReplacementThatIsRepeatedSaysTheSame_E3() {
        epochs().establish("prod");
        assertThat(epochs().replace("prod", "clone")).isTrue();
        assertThat(epochs().replace("prod", "clone")).isTrue();
    }

    @Test
    void anEpochIsOneTo100CodePoints() {
        assertThat(epochs().establish("🙂".repeat(100))).hasSize(200);
        assertThatThrownBy(() -> epochs().establish(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> epochs().replace("x", "x".repeat(101))).isInstanceOf(IllegalArgumentException.class);
    }
}
