package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.run.RunId;
import io.enrollment.spi.RunLease;
import io.enrollment.spi.RunStore;
import io.enrollment.subject.OrganizationId;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A node whose audience source is slow keeps its run: two of them would take it from each other for ever. */
class RunKeeperTest {

    private static final RunLease LEASE = new RunLease(OrganizationId.of("acme"), RunId.of("run-1"), 1, "token");

    @Test
    void aLeaseIsProlongedAgainAndAgainWhileItIsKeptWhateverFails() throws InterruptedException {
        EngineSettings.Builder numbers = EngineSettings.builder();
        EngineSettings settings = numbers.sendTimeout(Duration.ofSeconds(1))
                .lease(Duration.ofSeconds(3).minusMillis(10))
                .recheck(Duration.ofMillis(100))
                .build();
        CountDownLatch twice = new CountDownLatch(2);
        RunStore store = (RunStore) Proxy.newProxyInstance(
                RunStore.class.getClassLoader(), new Class<?>[] {RunStore.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("prolong");
                    assertThat(arguments).containsExactly(LEASE, settings.lease());
                    twice.countDown();
                    throw new IllegalStateException("the database restarts");
                });
        RunKeeper keeper = new RunKeeper(() -> store, settings);
        try (RunKeeper.Kept kept = keeper.keep(LEASE)) {
            kept.progressed();
            assertThat(twice.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }
}
