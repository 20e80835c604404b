package io.enrollment.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.testkit.StoreTour;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases of H2 whose hosts have decided otherwise about names and texts. */
class H2SettingsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                ";DATABASE_TO_UPPER=FALSE",
                ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                ";MODE=PostgreSQL;DEFAULT_NULL_ORDERING=HIGH"
            })
    void theStoreWorksThere(String settings) {
        JdbcConnectionPool pool = TestDatabase.inMemory(settings);
        try {
            StoreTour.take(TestDatabase.emptied(pool, JdbcEnrollmentStore.builder(pool)));
            assertThat(TestDatabase.count(pool, "select count(*) from enr_enrollment"))
                    .isPositive();
        } finally {
            pool.dispose();
        }
    }

    /** There "ann" and "Ann" would be one. */
    @Test
    void aDatabaseThatDoesNotTellLettersApartIsRefused() {
        JdbcConnectionPool pool = TestDatabase.inMemory(";IGNORECASE=TRUE");
        try {
            assertThatThrownBy(() -> JdbcEnrollmentStore.builder(pool)
                            .schemaMode(SchemaMode.APPLY)
                            .open())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("IGNORECASE");
        } finally {
            pool.dispose();
        }
    }
}
