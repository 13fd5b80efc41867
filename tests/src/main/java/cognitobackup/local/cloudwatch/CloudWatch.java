package cognitobackup.local.cloudwatch;

import cognitobackup.local.lambda.FunctionLogs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * CloudWatch of one Region. No clock runs here: an alarm says what it would say at the time that one asks for, and its
 * actions are not taken.
 */
public final class CloudWatch {
    private final FunctionLogs logs;
    private final Map<String, Alarm> alarms = new ConcurrentSkipListMap<>();
    private final Map<String, Dashboard> dashboards = new ConcurrentSkipListMap<>();

    public CloudWatch(FunctionLogs logs) {
        this.logs = logs;
    }

    /** Everything that functions of the Region have measured so far. */
    public List<Datapoint> datapoints() {
        return logs.lines().stream()
                .flatMap(line -> EmbeddedMetrics.of(line.text()).stream())
                .toList();
    }

    /** Makes an alarm, or changes the one of that name. */
    public void put(Alarm alarm) {
        alarms.put(alarm.name(), alarm);
    }

    public void deleteAlarm(String name) {
        alarms.remove(name);
    }

    /**
     * An alarm.
     *
     * @throws NoSuchElementException if there is none of that name
     */
    public Alarm alarm(String name) {
        Alarm alarm = alarms.get(name);
        if (alarm == null) {
            throw new NoSuchElementException("There are the alarms " + alarms.keySet() + ", not " + name);
        }
        return alarm;
    }

    /** What each alarm says at a time, by its name. */
    public Map<String, AlarmState> states(Instant at) {
        List<Datapoint> datapoints = datapoints();
        Map<String, AlarmState> states = new TreeMap<>();
        alarms.forEach((name, alarm) -> states.put(name, alarm.stateAt(at, datapoints)));
        return states;
    }

    /** Makes a dashboard, or changes the one of that name. */
    public void put(Dashboard dashboard) {
        dashboards.put(dashboard.name(), dashboard);
    }

    public void deleteDashboard(String name) {
        dashboards.remove(name);
    }

    public List<Dashboard> dashboards() {
        return List.copyOf(dashboards.values());
    }
}
