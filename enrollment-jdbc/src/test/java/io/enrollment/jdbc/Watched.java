package io.enrollment.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source that tells what its connections do, before and after; whoever listens may make it fail. */
final class Watched {

    /** Hears of everything that matters; throws to make it fail. */
    interface Watcher {
        /** A connection is asked for. */
        default void onConnect() throws SQLException {}

        /** A statement is about to run. */
        default void onExecute(String statement) throws SQLException {}

        /** A commit is about to happen. */
        default void beforeCommit() throws SQLException {}

        /** A commit has happened, but nobody knows yet. */
        default void afterCommit() throws SQLException {}

        /** A method of a connection is about to be called, with this many arguments. */
        default void onCall(String method, int arguments) throws SQLException {}

        /** A connection goes back. */
        default void onClose(Connection connection) throws SQLException {}
    }

    private final Watcher watcher;

    private Watched(Watcher watcher) {
        this.watcher = watcher;
    }

    static DataSource by(Watcher watcher, DataSource dataSource) {
        return new Watched(watcher).wrap(DataSource.class, dataSource, dataSource);
    }

    /** Watches one connection. */
    static Connection connection(Watcher watcher, Connection connection) {
        return new Watched(watcher).wrap(Connection.class, connection, connection);
    }

    private <T> T wrap(Class<T> type, Object target, Object about) {
        InvocationHandler handler = (proxy, method, arguments) -> call(target, about, method, arguments);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private @Nullable Object call(Object target, Object about, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (target instanceof Connection) {
            watcher.onCall(method.getName(), arguments == null ? 0 : arguments.length);
        }
        before(target, about, method.getName());
        @Nullable Object result = invoke(target, method, arguments);
        if (method.getName().equals("commit")) {
            watcher.afterCommit();
        }
        if (result instanceof Connection connection && !method.getName().equals("unwrap")) {
            return wrap(Connection.class, connection, connection);
        }
        if (result instanceof PreparedStatement statement) {
            return wrap(PreparedStatement.class, statement, Objects.requireNonNull(arguments)[0]);
        }
        return result;
    }

    private void before(Object target, Object about, String method) throws SQLException {
        if (method.equals("getConnection")) {
            watcher.onConnect();
        } else if (method.startsWith("execute") && about instanceof String statement) {
            watcher.onExecute(statement);
        } else if (method.equals("commit")) {
            watcher.beforeCommit();
        } else if (method.equals("close") && target instanceof Connection connection) {
            watcher.onClose(connection);
        }
    }

    private static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
