package io.enrollment.engine;

import io.enrollment.subject.ChannelKind;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Seen: the first worker that was told to stop took what was to wake the others, who slept on until their next look, and
 * closing an engine took up to a poll interval.
 */
class EngineCloseTest {

    private static final Duration LONG = Duration.ofMinutes(30);
    private static final int OFTEN = 20;

    private final Host host = new Host();

    @Test
    @Timeout(60)
    void whoClosesAnEngineWaitsForNoLookOfItsIdleWorkers() {
        for (int i = 0; i < OFTEN; i++) {
            host.engine(RecordingChannel.withLookup(ChannelKind.EMAIL))
                    .settings(settings -> settings.workers(8).pollInterval(LONG).drainTimeout(LONG))
                    .start()
                    .close();
        }
    }
}
