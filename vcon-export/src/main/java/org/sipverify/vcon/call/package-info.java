/** What is known of one call, before it becomes a vCon. */
@NullMarked
package org.sipverify.vcon.call;

import org.jspecify.annotations.NullMarked;
