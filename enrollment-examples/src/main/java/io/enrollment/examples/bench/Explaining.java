package io.enrollment.examples.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source that has PostgreSQL explain each query before it runs, in the same transaction with the same parameters, and
 * adds the pages up that it touched. Not thread-safe.
 */
final class Explaining {

    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared((?: (?:hit|read|dirtied|written)=\\d+)+)");
    private static final Pattern TOUCHED = Pattern.compile("(?:hit|read)=(\\d+)");

    private final DataSource dataSource;
    private long pages;

    Explaining(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** One call with its arguments, to be repeated on another statement. */
    private record Call(Method method, Object[] arguments) {}

    DataSource dataSource() {
        return wrapped(DataSource.class, (method, arguments) -> {
            Object result = invoke(dataSource, method, arguments);
            return result instanceof Connection connection ? connection(connection) : result;
        });
    }

    void forget() {
        pages = 0;
    }

    /** The pages that were touched since. */
    long pages() {
        return pages;
    }

    private Connection connection(Connection connection) {
        return wrapped(Connection.class, (method, arguments) -> {
            Object result = invoke(connection, method, arguments);
            return result instanceof PreparedStatement statement
                    ? statement(connection, statement, String.valueOf(arguments[0]))
                    : result;
        });
    }

    private PreparedStatement statement(Connection connection, PreparedStatement statement, String sql) {
        List<Call> parameters = new ArrayList<>();
        boolean query = sql.strip().toLowerCase(Locale.ROOT).matches("(?s)\\(?select.*enr_.*|\\(?select.*bench_.*");
        return wrapped(PreparedStatement.class, (method, arguments) -> {
            if (method.getName().startsWith("set") && method.getParameterCount() == 2) {
                parameters.add(new Call(method, arguments));
            } else if (query && method.getName().startsWith("execute")) {
                pages += explain(connection, sql, parameters);
            }
            return invoke(statement, method, arguments);
        });
    }

    private static long explain(Connection connection, String sql, List<Call> parameters) throws Exception {
        try (PreparedStatement explain = connection.prepareStatement("explain (analyze, buffers) " + sql)) {
            for (Call parameter : parameters) {
                invoke(explain, parameter.method(), parameter.arguments());
            }
            try (ResultSet plan = explain.executeQuery()) {
                return touched(plan);
            }
        }
    }

    /** The first line on pages is that of the whole plan. */
    private static long touched(ResultSet plan) throws SQLException {
        while (plan.next()) {
            Matcher buffers = BUFFERS.matcher(plan.getString(1));
            if (buffers.find()) {
                return TOUCHED.matcher(buffers.group(1))
                        .results()
                        .mapToLong(match -> Long.parseLong(match.group(1)))
                        .sum();
            }
        }
        return 0;
    }

    /** What a proxy does. */
    @FunctionalInterface
    private interface Handler {
        @Nullable
        Object call(Method method, Object[] arguments) throws Exception;
    }

    private static <T> T wrapped(Class<T> type, Handler handler) {
        Object proxy = Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> handler.call(method, arguments == null ? new Object[0] : arguments));
        return type.cast(proxy);
    }

    private static @Nullable Object invoke(Object target, Method method, Object[] arguments) throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
