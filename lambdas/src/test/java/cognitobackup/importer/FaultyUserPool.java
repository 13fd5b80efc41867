package cognitobackup.importer;

import cognitobackup.cognito.ImportJob;
import cognitobackup.cognito.ImportJobs;
import cognitobackup.cognito.UserPool;
import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.Group;
import cognitobackup.pool.MfaPreference;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.ProviderIdentity;
import cognitobackup.pool.User;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A user pool in whose use the caller dies: before a call reaches the pool, or after it has had its effect but before its
 * answer comes. Whoever is dead stays dead until revived. Thread-safe.
 */
final class FaultyUserPool implements UserPool {
    private final UserPool pool;
    private int calls;
    private int deadlyCall;
    private boolean afterEffect;
    private boolean dead;
    private boolean fired;
    private boolean jobsOnly;

    FaultyUserPool(UserPool pool) {
        this.pool = pool;
    }

    /** The caller is gone; no code of ours may catch this. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Plans one death.
     *
     * @param call at which call from now on, from 1
     */
    synchronized void dieAt(int call, boolean afterEffect) {
        this.calls = 0;
        this.deadlyCall = call;
        this.afterEffect = afterEffect;
        this.fired = false;
    }

    /** Counts only what is asked of import jobs, but for their header, which every part of a comparison asks for. */
    synchronized void countJobsOnly() {
        jobsOnly = true;
    }

    synchronized void revive() {
        dead = false;
        deadlyCall = 0;
    }

    synchronized boolean fired() {
        return fired;
    }

    synchronized int calls() {
        return calls;
    }

    private synchronized <T> T call(Supplier<T> call) {
        if (jobsOnly) {
            if (dead) {
                throw die();
            }
            return call.get();
        }
        return counted(call);
    }

    private synchronized <T> T counted(Supplier<T> call) {
        calls++;
        boolean deadly = calls == deadlyCall;
        if (dead || (deadly && !afterEffect)) {
            throw die();
        }
        T answer = call.get();
        if (deadly) {
            throw die();
        }
        return answer;
    }

    private Death die() {
        dead = true;
        fired = true;
        return new Death();
    }

    private void run(Runnable call) {
        call(() -> {
            call.run();
            return Optional.empty();
        });
    }

    @Override
    public String id() {
        return pool.id();
    }

    @Override
    public PoolSettings settings() {
        return pool.settings();
    }

    @Override
    public long estimatedUsers() {
        return pool.estimatedUsers();
    }

    @Override
    public List<ConfigurationPart> configuration() {
        return call(pool::configuration);
    }

    @Override
    public Page<User> listUsers(Optional<String> subPrefix, Optional<String> token) {
        return call(() -> pool.listUsers(subPrefix, token));
    }

    @Override
    public Optional<User> findUserBySub(String sub) {
        return call(() -> pool.findUserBySub(sub));
    }

    @Override
    public Optional<User> findUserByUsername(String username) {
        return call(() -> pool.findUserByUsername(username));
    }

    @Override
    public Optional<User> findUserByIdentity(String identity) {
        return call(() -> pool.findUserByIdentity(identity));
    }

    @Override
    public Set<String> mfaFactors() {
        return call(pool::mfaFactors);
    }

    @Override
    public void setMfa(String username, MfaPreference preference) {
        run(() -> pool.setMfa(username, preference));
    }

    @Override
    public Optional<User> getUser(String username) {
        return call(() -> pool.getUser(username));
    }

    @Override
    public Page<Group> listGroups(Optional<String> token) {
        return call(() -> pool.listGroups(token));
    }

    @Override
    public Optional<Group> findGroup(String name) {
        return call(() -> pool.findGroup(name));
    }

    @Override
    public Page<User> listMembers(String groupName, Optional<String> token) {
        return call(() -> pool.listMembers(groupName, token));
    }

    @Override
    public User createUser(String username, Map<String, String> attributes, String temporaryPassword) {
        return call(() -> pool.createUser(username, attributes, temporaryPassword));
    }

    @Override
    public void setPermanentPassword(String username, String password) {
        run(() -> pool.setPermanentPassword(username, password));
    }

    @Override
    public void addToGroup(String username, String groupName) {
        run(() -> pool.addToGroup(username, groupName));
    }

    @Override
    public void disableUser(String username) {
        run(() -> pool.disableUser(username));
    }

    @Override
    public List<User> findUsersByAttribute(String attribute, String value) {
        return call(() -> pool.findUsersByAttribute(attribute, value));
    }

    @Override
    public void enableUser(String username) {
        run(() -> pool.enableUser(username));
    }

    @Override
    public void setAttributes(String username, Map<String, String> attributes) {
        run(() -> pool.setAttributes(username, attributes));
    }

    @Override
    public void deleteAttributes(String username, Collection<String> attributes) {
        run(() -> pool.deleteAttributes(username, attributes));
    }

    @Override
    public void linkIdentity(User user, ProviderIdentity identity) {
        run(() -> pool.linkIdentity(user, identity));
    }

    @Override
    public void unlinkIdentity(ProviderIdentity identity) {
        run(() -> pool.unlinkIdentity(identity));
    }

    @Override
    public void removeFromGroup(String username, String groupName) {
        run(() -> pool.removeFromGroup(username, groupName));
    }

    @Override
    public boolean createGroup(Group group) {
        return call(() -> pool.createGroup(group));
    }

    @Override
    public void putGroup(Group group) {
        run(() -> pool.putGroup(group));
    }

    @Override
    public ImportJobs importJobs() {
        ImportJobs jobs = pool.importJobs();
        return new ImportJobs() {
            @Override
            public List<String> header() {
                return call(jobs::header);
            }

            @Override
            public Optional<ImportJob> newest(Predicate<ImportJob> wanted) {
                return counted(() -> jobs.newest(wanted));
            }

            @Override
            public Optional<ImportJob> find(String jobId) {
                return counted(() -> jobs.find(jobId));
            }

            @Override
            public ImportJob create(String name, String roleArn, Path file) {
                return counted(() -> jobs.create(name, roleArn, file));
            }

            @Override
            public void start(String jobId) {
                counted(() -> {
                    jobs.start(jobId);
                    return Optional.empty();
                });
            }

            @Override
            public void stop(String jobId) {
                counted(() -> {
                    jobs.stop(jobId);
                    return Optional.empty();
                });
            }
        };
    }

    @Override
    public Map<String, Long> apiCalls() {
        return pool.apiCalls();
    }
}
