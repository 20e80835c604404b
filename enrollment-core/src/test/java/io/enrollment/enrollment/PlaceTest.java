package io.enrollment.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {

    @Provide
    Arbitrary<Place> places() {
        Arbitrary<String> texts = Arbitraries.strings()
                .withChars("abcXYZ019 \u00E9\u4F8B'-")
                .ofMinLength(1)
                .ofMaxLength(30)
                .filter(text -> !text.isBlank());
        return Combinators.combine(texts.map(OrganizationId::of), texts.map(SubjectId::of))
                .as(Place::of);
    }

    @Provide
    Arbitrary<String> ids() {
        return Arbitraries.strings()
                .withChars("0123456789ABCabc-s")
                .ofMinLength(1)
                .ofMaxLength(36);
    }

    @Property
    void aMarkedIdTellsThePlaceOfItsSubject(@ForAll("places") Place place, @ForAll("ids") String id) {
        assertThat(Place.markedOn(place.mark(id))).contains(place);
    }

    @Property
    void aMarkedIdTellsTheShardForEveryNumberOfShards(
            @ForAll("places") Place place, @ForAll("ids") String id, @ForAll @IntRange(max = 8) int power) {
        int shards = 1 << power;

        assertThat(Place.markedOn(place.mark(id)).orElseThrow().shard(shards))
                .isEqualTo(place.shard(shards))
                .isBetween(0, shards - 1);
    }

    @Property
    void marksKeepTheOrderOfIdsOfOneLength(
            @ForAll("places") Place one, @ForAll("places") Place other, @ForAll("ids") String id) {
        EnrollmentId earlier = one.mark(id + "0");
        EnrollmentId later = other.mark(id + "1");

        assertThat(earlier).isLessThan(later);
    }

    @Test
    void aPlaceNeverChangesWhateverTheVersion() {
        assertThat(Place.of(OrganizationId.of("acme"), SubjectId.of("lead-42")).number())
                .isEqualTo(15);
        assertThat(new Place(10).mark("01ARZ3NDEKTSV4RRFFQ69G5FAV").value())
                .isEqualTo("01ARZ3NDEKTSV4RRFFQ69G5FAV-s0a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-s0a", "e-1", "e-s1", "e-s0A", "e-sag", "e-s-1", "e-s012", "es0a", "0", "s0a"})
    void otherIdsTellNoPlace(String id) {
        assertThat(Place.markedOn(EnrollmentId.of(id))).isEmpty();
    }

    @Test
    void placesSpreadOverShardsThatDivideThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Place(0).shard(12))
                .withMessageContaining("number of shards")
                .withMessageContaining("12")
                .withMessageContaining("divide 256");
        assertThatIllegalArgumentException().isThrownBy(() -> new Place(0).shard(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Place(256)).withMessageContaining("0 to 255");
    }
}
