/** How contestants are run and measured. */
package io.longtape.scenario.run;
