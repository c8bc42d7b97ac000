import type { Guardian, Pupil, Site, Staff, Stories, Story, StoryName } from './model.ts';

const unique = (list: string[]): string[] => [...new Set(list)];

export function storyOf(site: Site, pupils: Pupil[], guardians: Guardian[], staff: Staff[] = []): Story {
  return {
    academy: site.academy.name,
    schools: unique(pupils.map((pupil) => pupil.school.uai)),
    pupils: pupils.map((pupil) => pupil.jointure),
    guardians: guardians.map((guardian) => guardian.jointure),
    staff: staff.map((one) => one.jointure),
    classes: unique(pupils.map((pupil) => pupil.room.id)),
  };
}

/** Adds people to a story; the first site to tell one keeps it, so that a story never spans two towns. */
export function record(stories: Stories, name: StoryName, story: Story): void {
  const known = stories[name];
  if (!known) {
    stories[name] = story;
    return;
  }
  if (known.academy !== story.academy) return;
  for (const key of ['schools', 'pupils', 'guardians', 'staff', 'classes'] as const) known[key] = unique([...known[key], ...story[key]]);
}

const uaisOf = (site: Site, staff: Staff): string[] =>
  site.schools.filter((school) => staff.schools.includes(school.jointure)).map((school) => school.uai);

/** The standing cases of a site: scripted families (the first site has them all), staff and classes worth finding again. */
export function standingStories(site: Site): Stories {
  const stories: Stories = {};
  for (const family of site.families) {
    if (family.story && family.story !== 'authorityWithdrawn')
      record(stories, family.story, storyOf(site, family.pupils, family.guardians));
  }
  const put = (name: StoryName, staff: Staff | undefined): void => {
    if (staff) stories[name] = { ...storyOf(site, [], [], [staff]), schools: uaisOf(site, staff) };
  };
  put(
    'teacherOnTwoSchools',
    site.staff.find((one) => one.role === 'teacher' && one.schools.length === 2),
  );
  put(
    'replacementWithoutSchool',
    site.staff.find((one) => one.role === 'replacement' && one.schools.length === 0),
  );
  put(
    'noFunction',
    site.staff.find((one) => one.role === 'other'),
  );
  const parent = site.families.find((family) => family.story === 'parentAndTeacher')?.guardians[0];
  const double = parent && site.staff.find((one) => one.lastName === parent.lastName && one.birthDate === parent.birthDate);
  if (double && stories.parentAndTeacher)
    Object.assign(stories.parentAndTeacher, { staff: [double.jointure], guardians: [parent.jointure] });
  const pupils = site.families.flatMap((family) => family.pupils);
  const mixed = site.schools.flatMap((school) => school.classes).find((room) => room.levels.length === 2);
  if (mixed)
    stories.doubleLevelClass = storyOf(
      site,
      pupils.filter((pupil) => pupil.room === mixed),
      [],
    );
  if (site.schools.some((school) => school.rpi)) {
    stories.rpi = { ...storyOf(site, [], []), schools: site.schools.map((school) => school.uai) };
  }
  return stories;
}
