package io.enrollment.jdbc;

import io.enrollment.internal.Require;
import io.enrollment.spi.AuditStore;
import io.enrollment.spi.CapStore;
import io.enrollment.spi.CheckpointStore;
import io.enrollment.spi.EnrollmentReader;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.EnrollmentWriter;
import io.enrollment.spi.EpochStore;
import io.enrollment.spi.ErasureStore;
import io.enrollment.spi.ExportStore;
import io.enrollment.spi.PauseStore;
import io.enrollment.spi.PlanStore;
import io.enrollment.spi.Retention;
import io.enrollment.spi.RunStore;
import io.enrollment.spi.ScheduleStore;
import io.enrollment.spi.StepQueue;
import io.enrollment.spi.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in a database that the host supplies: H2 (embedded or as a server), PostgreSQL, MariaDB or MySQL.
 *
 * <p>Every call is one short transaction (READ COMMITTED) on a connection of the data source, which goes back as it came;
 * the store works with or without a pool and whatever the autocommit, isolation and time zone of the connections are.
 * Deadlocks and lost races are tried again; a commit whose acknowledgement was lost is recognized when it is tried again.
 * Leases are judged by the clock of the database. Thread-safe.
 *
 * <p>What is promised of crashes holds only if the database keeps what it acknowledged: an H2 file needs
 * {@code WRITE_DELAY=0} in its URL, PostgreSQL and MariaDB must not have been told to commit lazily. The store warns once.
 * An H2 file so set survives the end of its process; that of the machine it survives with {@link Builder#forceToDisk} alone.
 */
public final class JdbcEnrollmentStore implements EnrollmentStore {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcEnrollmentStore.class);

    /** What H2 says to a user without admin rights. */
    private static final String NO_ADMIN = "90040";

    private static final String TRANSACTION_AWARE =
            "org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy";

    private final Tx tx;
    private final Rows rows;
    private final JdbcPlans plans;
    private final JdbcWriter writer;
    private final JdbcQueue steps;
    private final JdbcReader reader;
    private final JdbcAudit audit;
    private final JdbcErasures erasures;
    private final JdbcEpochs epochs;
    private final JdbcRuns runs;
    private final JdbcSchedules schedules;
    private final JdbcExports exports;
    private final JdbcSubjects subjects;
    private final JdbcRetention retention;
    private final JdbcCaps caps;
    private final JdbcPauses pauses;
    private final JdbcCheckpoints checkpoints;

    private JdbcEnrollmentStore(Tx tx, Rows rows) {
        this.tx = tx;
        this.rows = rows;
        Tx alone = new AloneTx(tx);
        plans = new JdbcPlans(alone);
        writer = new JdbcWriter(tx, rows);
        pauses = new JdbcPauses(alone);
        checkpoints = new JdbcCheckpoints(alone);
        caps = new JdbcCaps(alone, rows.shards());
        steps = new JdbcQueue(alone, rows, caps);
        epochs = new JdbcEpochs(alone);
        retention = new JdbcRetention(alone, rows);
        reader = new JdbcReader(tx, rows);
        runs = new JdbcRuns(tx, alone, rows);
        schedules = new JdbcSchedules(alone);
        exports = new JdbcExports(tx, alone);
        audit = new JdbcAudit(alone, rows);
        subjects = new JdbcSubjects(tx, rows.shards());
        erasures = new JdbcErasures(alone, rows);
    }

    /** The store on tables with the usual names, which must be there already. */
    public static JdbcEnrollmentStore on(DataSource dataSource) {
        return builder(dataSource).open();
    }

    /** A store with other settings than the usual ones. */
    public static Builder builder(DataSource dataSource) {
        return new Builder(dataSource);
    }

    /**
     * This store inside a transaction of the host: what is enrolled, stopped, paused, resumed or removed through it happens
     * when the host commits, and never happened when the host rolls back; what was done in the transaction is seen by what
     * follows in it. Give it to {@code Enrollments.within}.
     *
     * <p>The connection must have autocommit off, else every call throws {@link IllegalStateException}. It is never committed,
     * rolled back (but for what a call that failed has done itself, by a savepoint), closed or given other settings; nothing
     * is tried again. A lost race is a result as ever, but where the transaction does not see it: with REPEATABLE READ, a
     * command on what was changed since it began throws {@link IllegalStateException} or {@link StoreUnavailableException}. A
     * call that throws the latter has done nothing, but the transaction may be lost: roll it back. What must be committed at
     * once is refused with {@link IllegalStateException}: publishing plans, and the queue, which the engine works on
     * connections of its own.
     *
     * <p>What is returned is for the thread that has the connection, as long as it lasts.
     */
    public EnrollmentStore joining(Connection connection) {
        return new JdbcEnrollmentStore(HostTx.on(connection, tx.database()), rows);
    }

    @Override
    public boolean inHostTransaction() {
        return tx.isHosts();
    }

    @Override
    public PlanStore plans() {
        return plans;
    }

    @Override
    public EnrollmentWriter writer() {
        return writer;
    }

    @Override
    public StepQueue steps() {
        return steps;
    }

    @Override
    public EnrollmentReader reader() {
        return reader;
    }

    @Override
    public ErasureStore erasures() {
        return erasures;
    }

    @Override
    public AuditStore audit() {
        return audit;
    }

    @Override
    public Retention retention() {
        return retention;
    }

    @Override
    public EpochStore epochs() {
        return epochs;
    }

    @Override
    public PauseStore pauses() {
        return pauses;
    }

    @Override
    public CheckpointStore checkpoints() {
        return checkpoints;
    }

    @Override
    public CapStore caps() {
        return caps;
    }

    @Override
    public RunStore runs() {
        return runs;
    }

    @Override
    public ScheduleStore schedules() {
        return schedules;
    }

    @Override
    public ExportStore exports() {
        return exports;
    }

    /** The ready-made table of subjects, for hosts that have none of their own; empty unless something is put in. */
    public JdbcSubjects subjects() {
        return subjects;
    }

    /** Does nothing: the data source belongs to the host. */
    @Override
    public void close() {}

    /** Whether it is Spring's data source that hands out the connection of an open transaction. */
    static boolean isTransactionAware(Class<?> type) {
        Class<?> parent = type.getSuperclass();
        return type.getName().equals(TRANSACTION_AWARE) || (parent != null && isTransactionAware(parent));
    }

    /** The settings of a store; not thread-safe. */
    public static final class Builder {

        private final DataSource dataSource;
        private String schema = "";
        private String tablePrefix = "enr_";
        private SchemaMode schemaMode = SchemaMode.VALIDATE;
        private Duration statementTimeout = Duration.ofSeconds(10);
        private Optional<Duration> networkTimeout = Optional.empty();
        private Optional<BooleanSupplier> joinWhen = Optional.empty();
        private int copiedFrom = 100;
        private boolean plainSql;
        private boolean forces;

        private Builder(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        /** The schema that the tables are in; by default that of the connections. */
        public Builder schema(String name) {
            this.schema = name;
            return this;
        }

        /** What the names of the tables and indexes begin with; by default {@code enr_}. */
        public Builder tablePrefix(String prefix) {
            this.tablePrefix = prefix;
            return this;
        }

        /** What to do about the tables; by default they are checked. */
        public Builder schemaMode(SchemaMode mode) {
            this.schemaMode = mode;
            return this;
        }

        /** How long one statement may take, in whole seconds, at least 1; by default 10. */
        public Builder statementTimeout(Duration timeout) {
            Require.that(timeout.toSeconds() >= 1, "statement timeout", timeout, "be at least 1 second");
            this.statementTimeout = timeout;
            return this;
        }

        /**
         * How long the network may keep the store waiting for an answer before the connection counts as broken, on drivers that
         * can tell; by default 5 seconds more than a statement may take. A shorter one that the host's connections have
         * already stays. Zero leaves the connections as they are. In a transaction of the host it is not used.
         *
         * <p>PostgreSQL and MariaDB are told to end a session that says nothing for as long in the middle of a transaction, since
         * its node may be gone without a word, and its locks with it. The driver of H2 knows no such timeout: the URL of an H2
         * server has to say {@code NETWORK_TIMEOUT=15000}.
         */
        public Builder networkTimeout(Duration timeout) {
            Require.that(!timeout.isNegative(), "network timeout", timeout, "not be negative");
            Require.that(timeout.toDays() < 1, "network timeout", timeout, "be less than a day");
            this.networkTimeout = Optional.of(timeout);
            return this;
        }

        /**
         * Joins the host's transaction on threads where this says that one is open; for data sources that hand out the
         * connection of an open transaction. There the store behaves as {@link JdbcEnrollmentStore#joining} says. With
         * Spring's {@code TransactionAwareDataSourceProxy} it is mandatory, since the store would commit what Spring manages:
         *
         * <pre>{@code joinWhen(() -> TransactionSynchronizationManager.isActualTransactionActive()
         *         && TransactionSynchronizationManager.hasResource(targetDataSource))}</pre>
         */
        public Builder joinWhen(BooleanSupplier hostTransactionIsOpen) {
            this.joinWhen = Optional.of(hostTransactionIsOpen);
            return this;
        }

        /**
         * For a database behind a driver or proxy that reads the statements and sends them on, such as Apache
         * ShardingSphere-JDBC: only plain statements are used, without arrays, copies, {@code SKIP LOCKED} and settings for one
         * transaction, and each names the shard of its rows by one parameter where it can. That is slower. Any database may be
         * behind it that the store knows.
         */
        public Builder plainSql() {
            this.plainSql = true;
            return this;
        }

        /**
         * Has the disk keep each commit before it counts, also when the machine loses its power, where a commit alone leaves that
         * to the operating system: in a file of H2, by {@code checkpoint sync}. That takes the time of a disk for each
         * transaction, and a user with admin rights. PostgreSQL, MariaDB and MySQL do so by themselves. What the host commits in
         * a transaction of its own, it has to force itself.
         */
        public Builder forceToDisk() {
            this.forces = true;
            return this;
        }

        /** From how many rows of one insertion on they are copied where the database can do it; for tests, that copy few. */
        Builder copiedFrom(int rows) {
            this.copiedFrom = rows;
            return this;
        }

        /**
         * Opens the store.
         *
         * @throws IllegalArgumentException if the data source takes part in transactions that {@link #joinWhen} says nothing of,
         *     or texts would not come back from the database as they were stored
         * @throws SchemaException if the tables are not as they must be
         * @throws StoreUnavailableException if the database cannot be reached
         */
        public JdbcEnrollmentStore open() {
            Require.that(
                    joinWhen.isPresent() || !isTransactionAware(dataSource.getClass()),
                    "data source",
                    dataSource.getClass().getName(),
                    "be the one behind it, or come with joinWhen(…), lest the store commit transactions of Spring");
            Names names = new Names(schema, tablePrefix);
            Dialect dialect = dialect();
            SchemaManager manager = new SchemaManager(dataSource, dialect, names, lent());
            if (schemaMode == SchemaMode.APPLY) {
                manager.apply();
            }
            if (schemaMode != SchemaMode.NONE) {
                manager.validate();
            }
            Database database = new Database(
                    dialect,
                    names,
                    copiedFrom,
                    forces,
                    statementTimeout,
                    networkTimeout.orElse(statementTimeout.plusSeconds(5)));
            Tx own = new OwnTx(dataSource, database);
            Tx tx = joinWhen.<Tx>map(joins -> new JoiningTx(own, dataSource, joins))
                    .orElse(own);
            return new JdbcEnrollmentStore(tx, new Rows(new Shards(manager.shards()), new Counts()));
        }

        private BooleanSupplier lent() {
            return joinWhen.orElse(() -> false);
        }

        /** Found out now, not at the first commit. */
        private static void requireForce(Connection connection, Dialect dialect) throws SQLException {
            if (dialect.force().isPresent()) {
                String force = dialect.force().get();
                try (Statement statement = connection.createStatement()) {
                    statement.execute(force);
                } catch (SQLException e) {
                    if (NO_ADMIN.equals(e.getSQLState())) {
                        throw new IllegalArgumentException(
                                "forceToDisk needs a user who may run \"" + force + "\": " + e.getMessage(), e);
                    }
                    throw e;
                }
            }
        }

        private Dialect dialect() {
            try (Visit visit = new Visit(dataSource, lent())) {
                Connection connection = visit.connection();
                Dialect server = Dialect.of(connection);
                Dialect dialect = plainSql ? new PlainDialect(server) : server;
                dialect.requireExactTexts(connection);
                Optional<String> warning = dialect.durabilityWarning(connection);
                warning.ifPresent(LOG::warn);
                if (forces) {
                    requireForce(connection, dialect);
                }
                return dialect;
            } catch (SQLException e) {
                throw Tx.failure("the database cannot be reached, or not asked for its settings,", e, false);
            }
        }
    }
}
