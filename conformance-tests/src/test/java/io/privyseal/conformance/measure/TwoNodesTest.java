package io.privyseal.conformance.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.conformance.LauncherCommand;
import io.privyseal.conformance.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers that share a PostgreSQL database. */
class TwoNodesTest {
    private static final int CLIENTS_EACH = 4;
    private static final double SECONDS = 8;

    @TempDir
    Path directory;

    @Test
    void issueSideBySideWithoutDuplicatesAndWithAnIntactAuditTrail() throws Exception {
        Path one = directory.resolve("one");
        Path two = directory.resolve("two");
        try (Database database = Database.open("postgresql")) {
            try (ServerProcess first = ServerProcess.start(one, database.settings())) {
                // All that the nodes share outside the database.
                Files.copy(
                        one.resolve("master.key"), Files.createDirectories(two).resolve("master.key"));
                try (ServerProcess second = ServerProcess.start(two, database.settings())) {
                    assertThat(Files.readString(two.resolve("node-id")))
                            .isNotEqualTo(Files.readString(one.resolve("node-id")));
                    int issued = enrollOnBoth(FirstRun.of(first), second);
                    assertThat(issued).isPositive();
                    assertThat(count(database, "select count(*) from certificate where request_id is not null"))
                            .isEqualTo(issued);
                    assertThat(count(database, "select count(distinct serial) from certificate"))
                            .isEqualTo(count(database, "select count(*) from certificate"));
                    assertThat(count(database, "select count(*) from enrollment_request where state <> 'ISSUED'"))
                            .isZero();
                    assertThat(first.log() + second.log()).doesNotContain(" ERROR ");
                }
            }
            LauncherCommand verification = LauncherCommand.run(two, database.settings(), "verify-audit");
            assertThat(verification.exitCode())
                    .as(verification.out() + verification.err())
                    .isZero();
        }
    }

    private static int enrollOnBoth(FirstRun first, ServerProcess second) throws Exception {
        FirstRun other = new FirstRun(
                first.customerUri(),
                first.login(),
                first.password(),
                first.organization(),
                first.profile(),
                first.root(),
                second.https("/api"),
                second.https("/acme/starter/directory"),
                first.scep(),
                first.est());
        SSLContext context = RestClient.trusting(first);
        Enrollments enrollments = Enrollments.make(50);
        List<Future<Load.Result>> runs = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (FirstRun node : List.of(first, other)) {
                Load load = new Load(node, context, enrollments.requests(node));
                runs.add(threads.submit(() -> load.run(CLIENTS_EACH, SECONDS)));
            }
        }
        int issued = 0;
        for (Future<Load.Result> run : runs) {
            int here = run.get().timings().count();
            assertThat(here).as("certificates of one node").isPositive();
            issued += here;
        }
        return issued;
    }

    private static long count(Database database, String sql) throws Exception {
        return Long.parseLong(database.query(sql));
    }
}
