package io.enrollment.examples.cli;

import io.enrollment.examples.cluster.ClusterNode;
import io.enrollment.examples.cluster.ProviderKind;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One process of a cluster; {@link ClusterCommand} starts it. */
@Command(
        name = "cluster-node",
        hidden = true,
        description = "One process of a cluster; works until its standard input ends.",
        mixinStandardHelpOptions = true)
final class ClusterNodeCommand implements Callable<Integer> {

    @Option(names = "--name", required = true, description = "Its name, different for every process there ever was.")
    private String name = "";

    @Option(names = "--database-url", required = true, paramLabel = "JDBC", description = "The database.")
    private String database = "";

    @Option(names = "--provider-uri", required = true, paramLabel = "URI", description = "Where the provider is.")
    private URI provider = URI.create("");

    @Option(names = "--provider", required = true, description = "What the provider does: ${COMPLETION-CANDIDATES}.")
    private ProviderKind kind = ProviderKind.PLAIN;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ClusterNode.run(name, database, provider, kind, System.in);
        return 0;
    }
}
