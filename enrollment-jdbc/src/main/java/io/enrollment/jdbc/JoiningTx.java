package io.enrollment.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/**
 * Joins the host's transaction when the host says that one is open on the calling thread, and otherwise makes one of its own;
 * for data sources that hand out the connection of an open transaction. Thread-safe.
 */
final class JoiningTx implements Tx {

    private final Tx own;
    private final HostTx hosts;
    private final BooleanSupplier joined;

    JoiningTx(Tx own, DataSource dataSource, BooleanSupplier joined) {
        this.own = own;
        this.hosts = new HostTx(
                new HostTx.Lender() {
                    @Override
                    public Connection lend() throws SQLException {
                        return dataSource.getConnection();
                    }

                    @Override
                    public void takeBack(Connection connection) throws SQLException {
                        connection.close();
                    }
                },
                own.database());
        this.joined = joined;
    }

    @Override
    public Database database() {
        return own.database();
    }

    @Override
    public boolean isHosts() {
        return joined.getAsBoolean();
    }

    @Override
    public <T> T read(Work<T> work) {
        return current().read(work);
    }

    @Override
    public <T> T write(Work<T> work) {
        return current().write(work);
    }

    private Tx current() {
        return isHosts() ? hosts : own;
    }
}
