-- Contacts that are not yet referrals. What the latest file says of a child's day stands, the
-- dataset before the list.
insert into core.contact (area_code, child_id, contacted_on, contact_source, source, source_file, source_row)
with
contacts as (
    select
        contact.area_code,
        contact.cont_person_id as child_id,
        contact.cont_contact_date as contacted_on,
        contact.cont_contact_source_code as contact_source,
        'ssd' as source,
        contact.source_file,
        contact.source_row,
        ssd_file.known_to,
        2 as rank,
        contact.file_id
    from typed_ssd_contacts as contact
    inner join ssd_file
        on ssd_file.file_id = contact.file_id and ssd_file.stands
    union all
    select
        contact.area_code,
        contact.child_unique_id,
        contact.date_of_contact,
        contact.contact_source,
        'annex_a',
        contact.source_file,
        contact.source_row,
        annex_a_file.known_to,
        3,
        contact.file_id
    from typed_annex_a_contacts as contact
    inner join annex_a_file using (file_id)
)

select
    area_code,
    child_id,
    contacted_on,
    contact_source,
    source,
    source_file,
    source_row
from contacts
qualify rank() over (
    partition by area_code, child_id, contacted_on
    order by known_to desc nulls last, rank, file_id desc
) = 1
order by area_code, child_id, contacted_on, source_file, source_row;
