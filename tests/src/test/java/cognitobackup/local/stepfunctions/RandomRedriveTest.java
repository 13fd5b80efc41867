package cognitobackup.local.stepfunctions;

import static cognitobackup.local.stepfunctions.Workbench.json;
import static cognitobackup.local.stepfunctions.Workbench.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Executions whose tasks fail at random, that are stopped at random, and that are redriven until they succeed. Whatever
 * happens, the result is that of a run without accidents, and no iteration that succeeded runs again.
 */
class RandomRedriveTest {
    private static final int EXECUTIONS = 60;

    @Test
    void executionEndsWithEveryResultHoweverOftenItIsStoppedAndRedriven() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < EXECUTIONS; i++) {
            try (Workbench bench = new Workbench()) {
                run(bench, new Random(random.nextLong()), "seed " + seed + ", execution " + i);
            }
        }
    }

    private static void run(Workbench bench, Random random, String what) throws Exception {
        Map<Integer, AtomicInteger> succeeded = new ConcurrentHashMap<>();
        Random accidents = new Random(random.nextLong());
        bench.function("work", payload -> {
            boolean accident;
            synchronized (accidents) {
                accident = accidents.nextInt(6) == 0;
            }
            TimeUnit.MICROSECONDS.sleep(300);
            if (accident) {
                throw new TaskFailure("Accident", "");
            }
            return payload;
        });
        bench.function("after", payload -> {
            succeeded
                    .computeIfAbsent(payload.intValue(), item -> new AtomicInteger())
                    .incrementAndGet();
            return payload;
        });
        Execution execution = bench.start(
                """
                "Each": {"Type": "Map", "Items": "{%% [1..20] %%}", "MaxConcurrency": %d, "End": true,
                  "ItemProcessor": {"StartAt": "Work", "States": {
                    %s, %s, "Done": {"Type": "Succeed", "Output": "{%% $v * 10 %%}"}}}}""".formatted(
                                random.nextInt(8),
                                task(
                                        "Work",
                                        "work",
                                        ", \"Assign\": {\"v\": \"{% $states.input %}\"},"
                                                + " \"Output\": \"{% $states.input %}\", \"Next\": \"After\""),
                                task("After", "after", ", \"Output\": 1, \"Next\": \"Done\"")),
                "{}");
        while (true) {
            if (random.nextBoolean()) {
                TimeUnit.MICROSECONDS.sleep(random.nextInt(4000));
                bench.stepFunctions.stopExecution(execution.arn(), null, null);
            }
            if (Workbench.end(execution) == ExecutionStatus.SUCCEEDED) {
                break;
            }
            bench.stepFunctions.redriveExecution(execution.arn());
        }
        assertThat(execution.output())
                .as(what)
                .isEqualTo(json("[10,20,30,40,50,60,70,80,90,100,110,120,130,140,150,160,170,180,190,200]"));
        // The step after the accident may have been stopped after it ran, but nothing else lets it run again.
        assertThat(succeeded).as(what).hasSize(20);
        assertThat(execution.history().stream()
                        .filter(event -> event.get("type").textValue().equals("MapIterationSucceeded"))
                        .map(event -> event.at("/mapIterationSucceededEventDetails/index")
                                .intValue()))
                .as(what)
                .doesNotHaveDuplicates();
    }
}
