/** EventBridge: rules that take events to functions, and the schedules of EventBridge Scheduler, fired by hand. */
package cognitobackup.local.events;
