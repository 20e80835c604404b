package io.enrollment.memory;

import io.enrollment.internal.Micros;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Claim;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.spi.Freeze;
import io.enrollment.spi.Frozen;
import io.enrollment.spi.Keep;
import io.enrollment.spi.Lease;
import io.enrollment.spi.Settlement;
import io.enrollment.spi.StepQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The queue of due steps, in memory. */
final class MemoryQueue implements StepQueue {

    private final Tables tables;
    private final MemoryCaps caps;

    MemoryQueue(Tables tables, MemoryCaps caps) {
        this.tables = tables;
        this.caps = caps;
    }

    @Override
    public List<Claim> claim(ClaimRequest request) {
        synchronized (tables) {
            List<Claim> claims = new ArrayList<>();
            Optional<Row> next = tables.nextDue(Micros.floor(request.now()));
            while (next.isPresent() && claims.size() < request.limit()) {
                claims.add(claim(next.get(), request));
                next = claims.size() < request.limit() ? tables.nextDue(Micros.floor(request.now())) : Optional.empty();
            }
            return claims;
        }
    }

    private Claim claim(Row row, ClaimRequest request) {
        long until = tables.leaseNow() + micros(request.lease());
        tables.change(row, () -> row.claim(request.token(), Micros.floor(request.now()), until));
        Lease lease =
                new Lease(row.state.organization(), row.state.subject(), row.state.id(), row.fence, request.token());
        return new Claim(
                row.state, lease, row.isRepeated(), Micros.instant(row.firstClaimedAt()), row.isMarkedBefore());
    }

    @Override
    public List<Boolean> mark(List<Lease> leases) {
        synchronized (tables) {
            return leases.stream().map(this::mark).toList();
        }
    }

    private boolean mark(Lease lease) {
        Optional<Row> row = held(lease);
        row.ifPresent(Row::mark);
        return row.isPresent();
    }

    @Override
    public List<Frozen> freeze(List<Freeze> messages) {
        synchronized (tables) {
            return messages.stream()
                    .map(message -> held(message.lease())
                            .map(row -> new Frozen(true, row.freeze(message)))
                            .orElse(Frozen.LOST))
                    .toList();
        }
    }

    @Override
    public List<ApplyOutcome> settle(List<Settlement> settlements) {
        synchronized (tables) {
            return settlements.stream().map(this::settle).toList();
        }
    }

    private ApplyOutcome settle(Settlement settlement) {
        Lease lease = settlement.lease();
        Optional<Row> row = held(lease);
        if (row.isPresent()) {
            MemoryWriter.move(tables, row.get(), settlement.after(), settlement.log(), lease.fence());
            if (settlement.thaws()) {
                row.get().thaw();
            }
            settlement.givesBack().ifPresent(caps::giveBack);
            settlement.keep().ifPresent(keep -> keep(row.get(), lease.token(), keep));
            return ApplyOutcome.APPLIED;
        }
        return tables.row(lease.organization(), lease.enrollment())
                .map(other -> lost(other, settlement))
                .orElse(ApplyOutcome.GONE);
    }

    private void keep(Row row, String token, Keep keep) {
        long until = tables.leaseNow() + micros(keep.lease());
        tables.change(row, () -> row.keep(token, Micros.floor(keep.now()), until));
    }

    private static ApplyOutcome lost(Row row, Settlement settlement) {
        if (isRepeated(row, settlement)) {
            return ApplyOutcome.ALREADY_APPLIED;
        }
        return row.isQueued() ? ApplyOutcome.STALE : ApplyOutcome.GONE;
    }

    private static boolean isRepeated(Row row, Settlement settlement) {
        long fence = settlement.lease().fence();
        long nextSeq = settlement.after().nextSeq();
        int logged = settlement.log().size();
        return logged == 0 ? row.wasLeftUnder(nextSeq, fence) : row.wasSettledUnder(nextSeq - logged, fence);
    }

    @Override
    public List<Boolean> extend(List<Lease> leases, Duration lease) {
        synchronized (tables) {
            long until = tables.leaseNow() + micros(lease);
            return leases.stream().map(one -> extend(one, until)).toList();
        }
    }

    private boolean extend(Lease lease, long until) {
        Optional<Row> row = held(lease);
        row.ifPresent(found -> tables.change(found, () -> found.leaseUntil = until));
        return row.isPresent();
    }

    @Override
    public void release(List<Lease> leases) {
        synchronized (tables) {
            leases.forEach(this::release);
        }
    }

    private void release(Lease lease) {
        tables.row(lease.organization(), lease.enrollment())
                .filter(row -> row.isClaimed() && row.token.equals(lease.token()))
                .ifPresent(row -> tables.change(row, row::release));
    }

    @Override
    public Optional<Instant> earliestDue() {
        synchronized (tables) {
            return tables.earliest().map(row -> Micros.instant(row.due));
        }
    }

    private Optional<Row> held(Lease lease) {
        return tables.row(lease.organization(), lease.enrollment())
                .filter(row -> row.isQueued() && row.holds(lease.fence(), lease.token()));
    }

    private static long micros(Duration duration) {
        return TimeUnit.MICROSECONDS.convert(duration);
    }
}
