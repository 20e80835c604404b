package io.enrollment.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/** A data source whose connections come with settings that the store would not choose. */
final class Prepared {

    private Prepared() {}

    static DataSource with(DataSource dataSource, boolean autoCommit, int isolation) {
        return (DataSource) Proxy.newProxyInstance(
                Prepared.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(dataSource, arguments);
                        if (result instanceof Connection connection) {
                            connection.setTransactionIsolation(isolation);
                            connection.setAutoCommit(autoCommit);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
