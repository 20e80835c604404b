package io.enrollment.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ZonesTest {

    private static final Optional<ZoneId> A = Optional.of(ZoneId.of("America/Toronto"));
    private static final Optional<ZoneId> B = Optional.of(ZoneId.of("Europe/London"));
    private static final Optional<ZoneId> C = Optional.of(ZoneId.of("Asia/Kathmandu"));
    private static final Optional<ZoneId> D = Optional.of(ZoneId.of("Pacific/Apia"));
    private static final Optional<ZoneId> NONE = Optional.empty();

    @Test
    void theFirstZoneThatIsGivenWinsAndSaysWhereItWasTakenFrom() {
        assertThat(ResolvedZone.resolve(A, B, C, D)).isEqualTo(new ResolvedZone(A.get(), ZoneSource.SUBJECT));
        assertThat(ResolvedZone.resolve(NONE, B, C, D)).isEqualTo(new ResolvedZone(B.get(), ZoneSource.STEP));
        assertThat(ResolvedZone.resolve(NONE, NONE, C, D)).isEqualTo(new ResolvedZone(C.get(), ZoneSource.PLAN));
        assertThat(ResolvedZone.resolve(NONE, NONE, NONE, D))
                .isEqualTo(new ResolvedZone(D.get(), ZoneSource.ORGANIZATION));
        assertThat(ResolvedZone.resolve(NONE, NONE, NONE, NONE))
                .isEqualTo(new ResolvedZone(ZoneOffset.UTC, ZoneSource.UTC));
    }

    @Test
    void theVersionOfTheZoneDataIsAYearAndALetter() {
        assertThat(TzData.version()).matches("20\\d\\d[a-z]+");
    }
}
