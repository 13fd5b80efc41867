package cognitobackup.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.function.FunctionEnvironment;
import io.micronaut.context.ApplicationContext;
import org.junit.jupiter.api.Test;

class BackupFactoryTest {
    @Test
    void aFunctionFindsTheTableBehindItsInterfaces() {
        try (ApplicationContext function = FunctionEnvironment.start(FunctionEnvironment.complete())) {
            assertThat(function.getBean(Backups.class).of("eu-west-1_AbCdEf123").userPoolId())
                    .isEqualTo("eu-west-1_AbCdEf123");
            assertThat(function.getBean(RunLock.class)).isNotNull();
            assertThat(function.getBean(Imports.class)).isNotNull();
            assertThat(function.getBean(Executions.class)).isNotNull();
        }
    }
}
