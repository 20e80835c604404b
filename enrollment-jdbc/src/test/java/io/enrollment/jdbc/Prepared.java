package io.enrollment.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A data source whose connections come with settings that the store would not choose. */
final class Prepared {

    private Prepared() {}

    /** What is done with a connection before it is handed out. */
    @FunctionalInterface
    interface Preparation {
        void of(Connection connection) throws SQLException;
    }

    static DataSource with(DataSource dataSource, boolean autoCommit, int isolation) {
        return with(dataSource, autoCommit, isolation, connection -> {});
    }

    static DataSource with(DataSource dataSource, boolean autoCommit, int isolation, Preparation further) {
        return (DataSource) Proxy.newProxyInstance(
                Prepared.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(dataSource, arguments);
                        if (result instanceof Connection connection) {
                            connection.setTransactionIsolation(isolation);
                            connection.setAutoCommit(autoCommit);
                            further.of(connection);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
