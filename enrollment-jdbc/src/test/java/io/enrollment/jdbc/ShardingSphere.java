package io.enrollment.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Two real PostgreSQL servers behind Apache ShardingSphere-JDBC, for the Maven profile {@code shardingsphere}: the tables with a
 * shard key lie on both, by the parity of the shard, the others on the first.
 */
final class ShardingSphere {

    private static final Pattern TABLE = Pattern.compile("create table (enr_[a-z_]+) \\(");

    private ShardingSphere() {}

    /** Both servers, started once; they end with the process. */
    private static final class Started {
        private static final List<EmbeddedPostgres> SERVERS = List.of(start(), start());

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "60")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException("no PostgreSQL could be started for the tests", e);
            }
        }
    }

    /** Connections to a database of this name, made anew on both servers, with our tables. */
    static HikariDataSource pool(String name) {
        for (EmbeddedPostgres server : Started.SERVERS) {
            TestDatabase.execute(server.getPostgresDatabase(), "drop database if exists " + name);
            TestDatabase.execute(server.getPostgresDatabase(), "create database " + name);
            SchemaManager.on(direct(server, name)).apply();
        }
        HikariConfig config = new HikariConfig();
        config.setDriverClassName("org.apache.shardingsphere.driver.ShardingSphereDriver");
        config.setJdbcUrl("jdbc:shardingsphere:absolutepath:" + written(name));
        config.setMaximumPoolSize(10);
        return new HikariDataSource(config);
    }

    /** The databases of this name on both servers, each by itself. */
    static List<DataSource> servers(String name) {
        return Started.SERVERS.stream()
                .<DataSource>map(server -> direct(server, name))
                .toList();
    }

    private static PGSimpleDataSource direct(EmbeddedPostgres server, String database) {
        PGSimpleDataSource direct = new PGSimpleDataSource();
        direct.setUrl(server.getJdbcUrl("postgres", database));
        return direct;
    }

    private static Path written(String name) {
        try {
            Path file = Files.createTempFile("shardingsphere", ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, rules(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String rules(String name) {
        List<String> tables = TABLE.matcher(TestDatabase.script())
                .results()
                .map(table -> table.group(1))
                .toList();
        String sharded = tables.stream()
                .filter(ShardKeyGuard.tables()::contains)
                .map(table -> "    %s:\n      actualDataNodes: ds_${0..1}.%s\n".formatted(table, table))
                .collect(Collectors.joining());
        String single = tables.stream()
                .filter(table -> !ShardKeyGuard.tables().contains(table))
                .map(table -> "    - ds_0.public." + table + "\n")
                .collect(Collectors.joining());
        return """
                mode:
                  type: Standalone
                databaseName: enrollment
                dataSources:
                %s%srules:
                - !SHARDING
                  tables:
                %s  bindingTables:
                    - %s
                  defaultDatabaseStrategy:
                    standard:
                      shardingColumn: shard_key
                      shardingAlgorithmName: by_parity
                  shardingAlgorithms:
                    by_parity:
                      type: INLINE
                      props:
                        algorithm-expression: ds_${shard_key %% 2}
                        allow-range-query-with-inline-sharding: true
                - !SINGLE
                  tables:
                %sprops:
                  sql-show: %s
                """.formatted(
                        dataSource(0, name),
                        dataSource(1, name),
                        sharded,
                        String.join(", ", ShardKeyGuard.tables()),
                        single,
                        System.getProperty("enrollment.test.shardingsphere.show", "false")
                                .toLowerCase(Locale.ROOT));
    }

    private static String dataSource(int number, String name) {
        return """
                  ds_%d:
                    dataSourceClassName: com.zaxxer.hikari.HikariDataSource
                    driverClassName: org.postgresql.Driver
                    jdbcUrl: %s
                    username: postgres
                    password: postgres
                    maxPoolSize: 20
                """.formatted(number, url(Started.SERVERS.get(number), name)).indent(2);
    }

    /** No server sees who waits for whom on the other one, and time limits of statements do not get through. */
    private static String url(EmbeddedPostgres server, String name) {
        return server.getJdbcUrl("postgres", name) + "&options=-c%20lock_timeout=2s%20-c%20statement_timeout=10s";
    }
}
