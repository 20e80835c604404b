package io.enrollment.jdbc;

/** For what must be committed at once, and so has no place in a transaction of the host: there it is refused. */
final class AloneTx implements Tx {

    private final Tx tx;

    AloneTx(Tx tx) {
        this.tx = tx;
    }

    @Override
    public Database database() {
        return tx.database();
    }

    @Override
    public boolean isHosts() {
        return tx.isHosts();
    }

    @Override
    public <T> T read(Work<T> work) {
        return tx.read(work);
    }

    @Override
    public <T> T write(Work<T> work) {
        if (isHosts()) {
            throw new IllegalStateException(
                    "publishing plans, working the queue and purging cannot be part of a transaction of the host");
        }
        return tx.write(work);
    }
}
