/**
 * The targets of bridged calls, of which there are two kinds: those that the policy names are watched, those that
 * redirects name are only called.
 *
 * <ol>
 *   <li>{@link org.sipverify.sip.targets.TargetTable} is the face: which targets are watched, which are down, and how many
 *       calls each has;
 *   <li>{@link org.sipverify.sip.targets.WatchedTarget} is asked by OPTIONS at intervals whether it is there, in a lane of
 *       its own;
 *   <li>{@link org.sipverify.sip.targets.CallTargets} are those of one call, in the order in which they are tried;
 *   <li>{@code CallCounts} counts the calls of each host and port, up to the limit.
 * </ol>
 *
 * <p>Shared state: the watched targets, the state of each, and the counts. All else belongs to one lane.
 */
@NullMarked
package org.sipverify.sip.targets;

import org.jspecify.annotations.NullMarked;
