package io.enrollment.jdbc;

import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.PauseCause;
import io.enrollment.internal.Micros;
import io.enrollment.plan.PlanId;
import io.enrollment.spi.PauseStore;
import io.enrollment.spi.WidePause;
import io.enrollment.spi.WidePause.Phase;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** The pauses of whole plans and of channels, in a database: a small table, read by its key. */
final class JdbcPauses implements PauseStore {

    private static final String PLAN = "PLAN";
    private static final String CHANNEL = "CHANNEL";

    private static final String OF = """
            select p.organization_id, p.target_kind, p.target, p.cause, p.phase, p.since, p.actor, p.said
              from {keys} join enr_pause p on p.organization_id {key}""";
    private static final String IN_PHASE = """
            select organization_id, target_kind, target, cause, phase, since, actor, said from enr_pause
             where phase = ?
             order by phase, organization_id, target_kind, target, cause
             limit ?""";
    private static final String FIND = """
            select organization_id, target_kind, target, cause, phase, since, actor, said, set_by from enr_pause
             where organization_id = ? and target_kind = ? and target = ? and cause = ?""";
    private static final String DELETE = """
            delete from enr_pause
             where organization_id = ? and target_kind = ? and target = ? and cause = ? and phase = ? and since = ?""";
    private static final String INSERT = """
            insert into enr_pause (organization_id, target_kind, target, cause, phase, since, actor, said, set_by)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final Tx tx;

    JdbcPauses(Tx tx) {
        this.tx = tx;
    }

    @Override
    public List<WidePause> of(Collection<OrganizationId> organizations) {
        List<String> keys =
                organizations.stream().map(OrganizationId::value).sorted().toList();
        return keys.isEmpty()
                ? List.of()
                : tx.read((sql, repeated) -> sql.query(OF, JdbcPauses::pause, new Sql.Keys(keys)));
    }

    @Override
    public List<WidePause> unfinished(int limit) {
        return tx.read((sql, repeated) -> {
            List<WidePause> found = new ArrayList<>();
            for (Phase phase : List.of(Phase.PAUSING, Phase.LIFTING)) {
                if (found.size() < limit) {
                    found.addAll(sql.query(IN_PHASE, JdbcPauses::pause, phase.name(), limit - found.size()));
                }
            }
            return found;
        });
    }

    @Override
    public boolean replace(Optional<WidePause> before, Optional<WidePause> after) {
        Object[] key = key(before.or(() -> after).orElseThrow().key());
        String call = UUID.randomUUID().toString();
        AtomicBoolean removed = new AtomicBoolean();
        return tx.write((sql, repeated) -> {
            Optional<Stored> stored = sql.first(FIND, row -> new Stored(pause(row), row.getString(9)), key);
            if (isDone(stored, call, removed.get())) {
                return true;
            }
            boolean replaced = replace(sql, key, stored, before, after, call);
            removed.set(replaced && after.isEmpty());
            return replaced;
        });
    }

    /** What an earlier try of this call has stored bears its name; what one has removed is not there. */
    private static boolean isDone(Optional<Stored> stored, String call, boolean removed) {
        return stored.map(one -> one.setBy().equals(call)).orElse(removed);
    }

    private static boolean replace(
            Sql sql,
            Object[] key,
            Optional<Stored> stored,
            Optional<WidePause> before,
            Optional<WidePause> after,
            String call)
            throws SQLException {
        if (!isSame(stored.map(Stored::pause), before)) {
            return false;
        }
        if (before.isPresent() && sql.update(DELETE, with(key, before.get())) != 1) {
            throw new SQLException("somebody else has changed the same pause", Tx.TRY_AGAIN);
        }
        if (after.isPresent()) {
            Command.By by = after.get().by();
            sql.update(INSERT, with(key, after.get(), by.actor(), by.reason(), call));
        }
        return true;
    }

    /** A pause with the name of the call that stored it. */
    private record Stored(WidePause pause, String setBy) {}

    private static boolean isSame(Optional<WidePause> stored, Optional<WidePause> read) {
        return stored.map(WidePause::phase).equals(read.map(WidePause::phase))
                && stored.map(WidePause::since).equals(read.map(WidePause::since));
    }

    private static Object[] key(WidePause.Key key) {
        boolean plan = key.target() instanceof WidePause.OfPlan;
        String target = key.target() instanceof WidePause.OfPlan of
                ? of.plan().value()
                : ((WidePause.OfChannel) key.target()).channel().name();
        return new Object[] {
            key.organization().value(),
            plan ? PLAN : CHANNEL,
            target,
            key.cause().name()
        };
    }

    private static Object[] with(Object[] key, WidePause pause, Object... rest) {
        Object[] all = new Object[key.length + 2 + rest.length];
        System.arraycopy(key, 0, all, 0, key.length);
        all[key.length] = pause.phase().name();
        all[key.length + 1] = Micros.floor(pause.since());
        System.arraycopy(rest, 0, all, key.length + 2, rest.length);
        return all;
    }

    private static WidePause pause(ResultSet row) throws SQLException {
        String target = row.getString(3);
        WidePause.Key key = new WidePause.Key(
                OrganizationId.of(row.getString(1)),
                row.getString(2).equals(PLAN)
                        ? new WidePause.OfPlan(PlanId.of(target))
                        : new WidePause.OfChannel(ChannelKind.valueOf(target)),
                PauseCause.valueOf(row.getString(4)));
        return new WidePause(
                key,
                Phase.valueOf(row.getString(5)),
                Micros.instant(row.getLong(6)),
                new Command.By(row.getString(7), row.getString(8)));
    }
}
