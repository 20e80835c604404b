package io.enrollment.jdbc;

import io.enrollment.internal.Require;
import io.enrollment.spi.EpochStore;
import java.sql.SQLException;
import java.util.Optional;

/** The epoch, among the settings of a database. */
final class JdbcEpochs implements EpochStore {

    private static final String FIND = "select setting from enr_setting where name = 'epoch'";
    private static final String INSERT = "insert into enr_setting (name, setting) values ('epoch', ?)";
    private static final String LOCK = FIND + " for update";
    private static final String REPLACE = "update enr_setting set setting = ? where name = 'epoch'";

    private final Tx tx;

    JdbcEpochs(Tx tx) {
        this.tx = tx;
    }

    @Override
    public Optional<String> find() {
        return tx.read((sql, repeated) -> find(sql));
    }

    /** Of two that insert at once one fails, tries again, and finds what the other stored. */
    @Override
    public String establish(String epoch) {
        Require.text("epoch", epoch, 100);
        return tx.write((sql, repeated) -> {
            Optional<String> stored = find(sql);
            if (stored.isEmpty()) {
                sql.update(INSERT, epoch);
            }
            return stored.orElse(epoch);
        });
    }

    @Override
    public boolean replace(String expected, String epoch) {
        Require.text("epoch", epoch, 100);
        return tx.write((sql, repeated) -> {
            String stored = sql.first(LOCK, row -> row.getString(1)).orElse("");
            boolean found = stored.equals(expected);
            if (found) {
                sql.update(REPLACE, epoch);
            }
            return found || stored.equals(epoch);
        });
    }

    private static Optional<String> find(Sql sql) throws SQLException {
        return sql.first(FIND, row -> row.getString(1));
    }
}
