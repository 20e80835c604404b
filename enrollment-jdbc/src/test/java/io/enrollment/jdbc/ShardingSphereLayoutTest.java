package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.enrollment.testkit.StoreTour;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where the rows lie when ShardingSphere-JDBC spreads them. */
@Tag("shardingsphere")
class ShardingSphereLayoutTest {

    @Test
    void theRowsOfASubjectLieOnOneServerAndThoseOfAllOnBoth() {
        try (HikariDataSource pool = ShardingSphere.pool("layout")) {
            StoreTour.take(JdbcEnrollmentStore.builder(pool).plainSql().open());
        }

        List<DataSource> servers = ShardingSphere.servers("layout");
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
}
