package io.enrollment.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A database behind something that reads the statements before it does, and understands only plain ones: no arrays, no copies,
 * no rows that are passed over because others have locked them, no settings for one transaction. Claims are optimistic, many
 * rows are a batch, and keys are listed in the statement, those of each shard by a statement of its own.
 *
 * @param server what the database itself understands
 */
record PlainDialect(Dialect server) implements Dialect {

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public String now() {
        return server.now();
    }

    @Override
    public boolean asksPlainly() {
        return true;
    }

    @Override
    public String keys() {
        return server.keys();
    }

    @Override
    public String placed() {
        return server.placed();
    }

    @Override
    public Object bindKeys(Connection connection, List<String> keys) throws SQLException {
        return server.bindKeys(connection, keys);
    }

    @Override
    public List<Object> bindPlaced(Connection connection, Sql.Placed placed) throws SQLException {
        return server.bindPlaced(connection, placed);
    }

    @Override
    public String byIndex(String query) {
        return server.byIndex(query);
    }

    @Override
    public boolean mayCountOnlyChanges() {
        return server.mayCountOnlyChanges();
    }

    @Override
    public String reserve() {
        return server.reserve();
    }

    @Override
    public String current() {
        return server.current();
    }

    @Override
    public Candidates candidates() {
        return Candidates.OPTIMISTIC;
    }

    @Override
    public void lockSchema(Connection connection, Names names) throws SQLException {
        server.lockSchema(connection, names);
    }

    @Override
    public void unlockSchema(Connection connection, Names names) throws SQLException {
        server.unlockSchema(connection, names);
    }

    @Override
    public boolean hasIndex(Connection connection, String schema, String table, String index) throws SQLException {
        return server.hasIndex(connection, schema, table, index);
    }

    @Override
    public boolean isTransient(SQLException failure) {
        return server.isTransient(failure);
    }

    @Override
    public boolean isLostRace(SQLException failure) {
        return server.isLostRace(failure);
    }

    @Override
    public Optional<String> force() {
        return server.force();
    }

    @Override
    public Optional<String> durabilityWarning(Connection connection) {
        return Optional.empty();
    }
}
