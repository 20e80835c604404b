package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.testkit.StoreTour;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two PostgreSQL servers behind ShardingSphere-JDBC keep the contract of every store. */
@Tag("shardingsphere")
class ShardingSphereStoreTest extends JdbcStoreContract {

    private static final HikariDataSource POOL = ShardingSphere.pool("contract");

    @Override
    protected DataSource dataSource() {
        return POOL;
    }

    @Override
    protected JdbcEnrollmentStore.Builder settings(DataSource dataSource) {
        return JdbcEnrollmentStore.builder(dataSource).plainSql();
    }

    @Test
    void theRowsOfASubjectLieOnOneServerAndThoseOfAllOnBoth() {
        StoreTour.take(open());

        List<DataSource> servers = ShardingSphere.servers("contract");
        for (int i = 0; i < servers.size(); i++) {
            for (String table : ShardKeyGuard.tables()) {
                String elsewhere = "select count(*) from " + table + " where mod(shard_key, 2) <> " + i;
                assertThat(TestDatabase.count(servers.get(i), elsewhere))
                        .as(elsewhere)
                        .isZero();
            }
            assertThat(TestDatabase.count(servers.get(i), "select count(*) from enr_enrollment"))
                    .isGreaterThan(10);
            assertThat(TestDatabase.count(servers.get(i), "select count(*) from enr_log"))
                    .isGreaterThan(10);
        }
        assertThat(TestDatabase.count(servers.get(0), "select count(*) from enr_run"))
                .isPositive();
        assertThat(TestDatabase.count(servers.get(1), "select count(*) from enr_run"))
                .isZero();
    }

    @AfterAll
    static void closePool() {
        POOL.close();
    }
}
